/** A digest of a DAG that is the same on every machine: keys sorted, places in files left out. */
import { createHash } from 'node:crypto';
import type { DagSpec, TaskSpec } from './dag-spec.js';

/** SHA-256 in hex. */
export function digestSpec(spec: Omit<DagSpec, 'digest'>): string {
  const tasks = spec.tasks.map(({ location: _, calledAt: __, ...task }: TaskSpec) => task);
  return createHash('sha256')
    .update(JSON.stringify({ ...spec, tasks }, sortKeys))
    .digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
