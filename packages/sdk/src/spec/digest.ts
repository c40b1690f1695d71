/** A digest over data that is the same on every machine: keys sorted, places in files left out. */
import { createHash } from 'node:crypto';

const LOCATIONS = new Set(['location', 'calledAt', 'digest']);

/** SHA-256 in hex. */
export function digestSpec(spec: object): string {
  return createHash('sha256').update(JSON.stringify(spec, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([name]) => !LOCATIONS.has(name));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
