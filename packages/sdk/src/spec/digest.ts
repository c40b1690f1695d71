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
  return createHash('sha256')
    .update(
      JSON.stringify(
        { ...spec, tasks, ...(maps.length > 0 ? { maps } : {}), result: sortEntries(spec.result) },
        sortKeys,
      ),
    )
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

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(byKey));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
