/**
 * Names in params that the schema has no place for. zod drops them without a word unless the author says
 * `z.strictObject`; most often they are slips.
 */
import { describeNearest } from '@taskloom/sdk/internal';
import { z } from 'zod';
import { NO_SUCH_PARAM, type ParamProblem } from './param-issue.js';

type Schema = z.core.$ZodType;

/** Where a value is: the steps to it, and the values that hold it. */
interface Place {
  readonly path: readonly PropertyKey[];
  readonly holders: readonly object[];
}

/** Empty for a schema that is not zod 4's. */
export function findUnknownParams(given: unknown, schema: Schema): readonly ParamProblem[] {
  return findUnknown(given, [schema], { path: [], holders: [] });
}

/** @param schemas all of which a value has to fit: a name is known when one of them knows it */
function findUnknown(value: unknown, schemas: readonly Schema[], place: Place): readonly ParamProblem[] {
  // What holds itself is refused later: it cannot cross.
  if (typeof value !== 'object' || value === null || place.holders.includes(value)) return [];
  const cores = schemas.flatMap((schema) => unwrap(schema, value));
  const inside = (step: PropertyKey): Place => ({ path: [...place.path, step], holders: [...place.holders, value] });
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => findUnknown(item, listItemSchemas(cores, index), inside(index)));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const innerSchemas = cores.flatMap((core) => findFieldSchema(core, name) ?? []);
    if (innerSchemas.length > 0) return findUnknown(inner, innerSchemas, inside(name));
    if (inner === undefined || cores.length === 0 || cores.some(takesAnyName)) return [];
    const nearest = describeNearest(name, cores.flatMap(listNames));
    return [{ path: inside(name).path, message: `${NO_SUCH_PARAM} ${nearest}` }];
  });
}

type Core = z.core.$ZodTypes;

/** Past what does not change the names: defaults, pipes, alternatives, of which those count that the value fits. */
function unwrap(schema: Schema, value: unknown): readonly Core[] {
  const core = schema as Core;
  const def = core._zod?.def;
  switch (def?.type) {
    case undefined:
      return [];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unwrap(def.innerType, value);
    case 'pipe':
      return unwrap(def.in, value);
    case 'lazy':
      return unwrap(def.getter(), value);
    case 'intersection':
      return [...unwrap(def.left, value), ...unwrap(def.right, value)];
    case 'union': {
      const fitting = def.options.filter((option) => fits(option, value));
      return (fitting.length > 0 ? fitting.slice(0, 1) : def.options).flatMap((option) => unwrap(option, value));
    }
    default:
      return [core];
  }
}

/** A check that is async, or throws, decides nothing here: it has had its say. */
function fits(schema: Schema, value: unknown): boolean {
  try {
    return z.safeParse(schema, value).success;
  } catch {
    return false;
  }
}

function listNames({ _zod: { def } }: Core): readonly string[] {
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

function findFieldSchema({ _zod: { def } }: Core, name: string): Schema | undefined {
  if (def.type === 'record') return def.valueType;
  return def.type === 'object' && Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
}

/** `z.looseObject`, `z.any`, a check of the author's own. */
function takesAnyName({ _zod: { def } }: Core): boolean {
  return def.type !== 'object' || (def.catchall !== undefined && def.catchall._zod.def.type !== 'never');
}

function listItemSchemas(cores: readonly Core[], index: number): readonly Schema[] {
  return cores.flatMap(({ _zod: { def } }) => {
    if (def.type === 'array') return def.element;
    return def.type === 'tuple' ? (def.items[index] ?? def.rest ?? []) : [];
  });
}
