/** A digest of a DAG that is the same on every machine: keys sorted, places in files left out. */
import { createHash } from 'node:crypto';
import type { DagSpec, InputSpec, MapSpec, TaskSpec } from './dag-spec.js';

/** SHA-256 in hex. */
export function digestSpec({ maps: allMaps, ...spec }: Omit<DagSpec, 'digest'>): string {
  const tasks = spec.tasks.map(({ location: _, calledAt: __, ...task }: TaskSpec) => ({
    ...task,
    args: task.args.map(sortEntries),
  }));
  const maps = allMaps.map(({ calledAt: _, over, result, ...map }: MapSpec) => ({
    ...map,
    over: sortEntries(over),
    result: sortEntries(result),
  }));
  const told = { ...spec, tasks, ...(maps.length > 0 ? { maps } : {}), result: sortEntries(spec.result) };
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(told)))
    .digest('hex');
}

/** An object with references in it is a list of entries, in which the order of keys would be seen. */
function sortEntries(input: InputSpec): InputSpec {
  if (input.kind === 'list') return { ...input, items: input.items.map(sortEntries) };
  if ('lists' in input) return { ...input, lists: input.lists.map(sortEntries) };
  if (input.kind !== 'object') return input;
  const entries = input.entries.map(([key, item]) => [key, sortEntries(item)] as const);
  return { ...input, entries: entries.sort(byKey) };
}

/** Not by a replacer of `JSON.stringify`: that is asked for each of what may be a million ids. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object') ? value.map(sortKeys) : value;
  const entries = Object.entries(value).sort(byKey);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
