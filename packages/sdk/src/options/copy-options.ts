/** Copies options, so that what their author does with them later changes nothing that was checked. */
import { isSchema } from './task-option-schemas.js';

/** `@dag` has the deepest: its `defaults` have an `env`. */
const LEVELS = 3;

/** Lists and plain objects are copied. Schemas, and what cannot be options at all, stay what they are. */
export function copyOptions<T>(options: T): T {
  return copy(options, LEVELS) as T;
}

function copy(value: unknown, levels: number): unknown {
  if (levels === 0 || typeof value !== 'object' || value === null || isSchema(value)) return value;
  if (Array.isArray(value)) return [...value];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copy(inner, levels - 1)]));
}
