/** From what was recorded to the edges between tasks: groups become their first or last tasks. */
import type { SourceLocation } from '../errors.js';
import { listUpstream } from './inputs.js';
import type { LinkEnd, RecordedEdge, Recorder } from './recorder.js';

/** By task, the tasks right before it in order of declaration, each with the call that ordered the two, if one did. */
export type Upstreams = ReadonlyMap<string, ReadonlyMap<string, SourceLocation | undefined>>;

/**
 * The edges of order are taken in the order of their calls, after those of data. As in Airflow, the first and last
 * tasks of a group are those that it has when the edge is made.
 */
export function resolveEdges(recorder: Recorder): Upstreams {
  const { tasks } = recorder;
  const upstreams = new Map<string, Map<string, SourceLocation | undefined>>();
  for (const { taskId, args } of tasks.values()) {
    const ids = args.flatMap(listUpstream).filter((id) => tasks.has(id));
    upstreams.set(taskId, new Map(ids.map((id) => [id, undefined])));
  }
  const members = listMembers(recorder);
  for (const { from, to, location } of passThroughEmptyGroups(recorder.edges, members)) {
    const ups = listEndTasks(from, 'last', { members, upstreams });
    for (const down of listEndTasks(to, 'first', { members, upstreams })) addAll(upstreams.get(down), ups, location);
  }
  const position = new Map([...tasks.keys()].map((id, index) => [id, index]));
  return new Map([...upstreams].map(([id, ups]) => [id, sortByPosition(ups, position)]));
}

type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** The tasks of each group, those of the groups inside it included. */
function listMembers({ tasks, groups }: Recorder): Members {
  const members = new Map([...groups.keys()].map((id) => [id, new Set<string>()]));
  for (const { taskId, groupId } of tasks.values()) {
    for (let id = groupId; id !== undefined; id = groups.get(id)?.parentId) members.get(id)?.add(taskId);
  }
  return members;
}

/** `a → empty → b` is `a → b`, through any number of empty groups. */
function passThroughEmptyGroups(edges: readonly RecordedEdge[], members: Members): readonly RecordedEdge[] {
  const emptyId = (end: LinkEnd): string | undefined =>
    end.kind === 'group' && members.get(end.groupId)?.size === 0 ? end.groupId : undefined;
  const after = new Map<string, LinkEnd[]>();
  for (const { from, to } of edges) {
    const id = emptyId(from);
    if (id !== undefined) after.set(id, [...(after.get(id) ?? []), to]);
  }
  return edges.flatMap((edge) => {
    if (emptyId(edge.from) !== undefined) return [];
    const reached = new Set([edge.to]);
    // The set grows while it is walked, each end once: empty groups may form a circle.
    for (const end of reached) for (const next of after.get(emptyId(end) ?? '') ?? []) reached.add(next);
    return [...reached].filter((end) => emptyId(end) === undefined).map((to) => ({ ...edge, to }));
  });
}

function listEndTasks(
  end: LinkEnd,
  side: 'first' | 'last',
  { members, upstreams }: { readonly members: Members; readonly upstreams: Upstreams },
): readonly string[] {
  if (end.kind === 'task') return [end.taskId];
  const inside = [...(members.get(end.groupId) ?? [])];
  const isInside = (id: string): boolean => members.get(end.groupId)?.has(id) === true;
  const upstreamOf = (id: string): readonly string[] => [...(upstreams.get(id)?.keys() ?? [])];
  if (side === 'first') return inside.filter((id) => !upstreamOf(id).some(isInside));
  const followed = new Set(inside.flatMap(upstreamOf));
  return inside.filter((id) => !followed.has(id));
}

/** The first edge between two tasks counts: data needs no call to say so. */
function addAll(
  ups: Map<string, SourceLocation | undefined> | undefined,
  ids: readonly string[],
  location: SourceLocation | undefined,
): void {
  for (const id of ids) if (ups?.has(id) === false) ups.set(id, location);
}

function sortByPosition<T>(ups: ReadonlyMap<string, T>, position: ReadonlyMap<string, number>): ReadonlyMap<string, T> {
  const at = ([id]: readonly [string, T]): number => position.get(id) ?? 0;
  return new Map([...ups].sort((a, b) => at(a) - at(b)));
}
