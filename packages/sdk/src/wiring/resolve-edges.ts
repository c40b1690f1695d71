/** From what was recorded to the edges between tasks: groups become their first or last tasks. */
import type { SourceLocation } from '../errors.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { listParts, listUpstream } from './inputs.js';
import type { LinkEnd, RecordedEdge, RecordedScope, Recorder } from './recorder.js';

/** By task, the tasks right before it in order of declaration, each with the call that ordered the two, if one did. */
export type Upstreams = ReadonlyMap<string, ReadonlyMap<string, SourceLocation | undefined>>;

/**
 * The edges of order, those of scopes among them, are taken in the order of their calls, after those of data. As in Airflow, the first and last
 * tasks of a group are those that it has when the edge is made.
 */
export function resolveEdges(recorder: Recorder): Upstreams {
  const { tasks, maps } = recorder;
  const upstreams = new Map<string, Map<string, SourceLocation | undefined>>();
  for (const { taskId, args } of tasks.values()) {
    const ids = args.flatMap((arg) => listUpstream(arg, maps)).filter((id) => tasks.has(id));
    upstreams.set(taskId, new Map(ids.map((id) => [id, undefined])));
  }
  const members = listMembers(recorder);
  const graph = { recorder, members, upstreams };
  const { edges, scopes } = recorder;
  const edgesAfter = [...scopes.map(({ edgeCount }) => edgeCount), edges.length];
  let done = 0;
  for (const [index, end] of edgesAfter.entries()) {
    order(edges.slice(done, end), graph);
    const scope = scopes[index];
    if (scope !== undefined) enclose(scope, graph);
    done = end;
  }
  waitForLists(graph);
  waitForMaps(graph);
  const position = new Map([...tasks.keys()].map((id, index) => [id, index]));
  return new Map([...upstreams].map(([id, ups]) => [id, sortByPosition(ups, position)]));
}

/** Edges that were made one after the other. */
function order(edges: readonly RecordedEdge[], graph: Graph): void {
  const { recorder, members, upstreams } = graph;
  for (const { from, to, location } of passThroughEmptyGroups(edges, recorder.edges, members)) {
    const ups = listEndTasks(from, 'last', graph);
    for (const down of listEndTasks(to, 'first', graph)) addAll(upstreams.get(down), ups, location);
  }
}

/** The tasks of each group and of each map, those of the groups and maps inside it included. */
interface Members {
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly maps: ReadonlyMap<string, ReadonlySet<string>>;
}

function listMembers({ tasks, groups, maps }: Recorder): Members {
  const inGroups = new Map([...groups.keys()].map((id) => [id, new Set<string>()]));
  const inMaps = new Map([...maps.keys()].map((id) => [id, new Set<string>()]));
  for (const { taskId, groupId, mapId } of tasks.values()) {
    for (let id = groupId; id !== undefined; id = groups.get(id)?.parentId) inGroups.get(id)?.add(taskId);
    for (let id = mapId; id !== undefined; id = maps.get(id)?.parentId) inMaps.get(id)?.add(taskId);
  }
  return { groups: inGroups, maps: inMaps };
}

interface Graph {
  readonly recorder: Recorder;
  readonly members: Members;
  readonly upstreams: ReadonlyMap<string, Map<string, SourceLocation | undefined>>;
}

/** The first tasks of a scope come after its setup, its last before its teardown; and that after the setup. */
function enclose({ setupId, teardownId, tasks, location }: RecordedScope, { recorder, upstreams }: Graph): void {
  const inside = new Set(tasks.filter((id) => id !== setupId && id !== teardownId));
  // An inner scope is taken down before the outer: its teardown counts. A setup alone is nothing to wait for.
  const isSetup = (id: string): boolean => recorder.tasks.get(id)?.phase?.kind === 'setup';
  const last = listUnfollowed(
    [...inside].filter((id) => !isSetup(id)),
    upstreams,
  );
  for (const id of listFirst(inside, upstreams)) addAll(upstreams.get(id), [setupId], location);
  addAll(upstreams.get(teardownId), [setupId, ...last], location);
}

/** The first tasks of a map come after the tasks that give its list. Inner maps first: their lists may be of the outer's tasks. */
function waitForLists({ recorder: { maps }, members, upstreams }: Graph): void {
  for (const { mapId, over } of [...maps.values()].reverse()) {
    const sources = listUpstream(over, maps);
    for (const id of listFirst(members.maps.get(mapId) ?? NONE, upstreams)) {
      addAll(upstreams.get(id), sources, undefined);
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

/** What a map gave is there when its tasks are over, also where it is not they who gave it. */
function waitForMaps(graph: Graph): void {
  const { recorder, upstreams } = graph;
  for (const { taskId, args } of recorder.tasks.values()) {
    for (const mapId of args.flatMap((arg) => listMapsGiven(arg, recorder))) {
      addAll(upstreams.get(taskId), listEndTasks({ kind: 'map', mapId }, 'last', graph), undefined);
    }
  }
}

function listMapsGiven(input: InputSpec, recorder: Recorder): readonly string[] {
  const inner = listParts(input).flatMap((part) => listMapsGiven(part, recorder));
  const map = input.kind === 'item' ? recorder.maps.get(input.mapId) : undefined;
  if (map !== undefined) return listMapsGiven(map.over, recorder);
  return input.kind === 'mapped' ? [input.mapId, ...inner] : inner;
}

/** `a → empty → b` is `a → b`, through any number of empty groups; what comes after one may be said later. */
function passThroughEmptyGroups(
  edges: readonly RecordedEdge[],
  all: readonly RecordedEdge[],
  members: Members,
): readonly RecordedEdge[] {
  const emptyId = (end: LinkEnd): string | undefined =>
    end.kind === 'group' && members.groups.get(end.groupId)?.size === 0 ? end.groupId : undefined;
  if (![...members.groups.values()].some(({ size }) => size === 0)) return edges;
  const after = new Map<string, LinkEnd[]>();
  for (const { from, to } of all) {
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
  { recorder, members, upstreams }: Graph,
): readonly string[] {
  if (end.kind === 'task') return [end.taskId];
  const inside = (end.kind === 'group' ? members.groups.get(end.groupId) : members.maps.get(end.mapId)) ?? NONE;
  if (side === 'first') return listFirst(inside, upstreams);
  if (end.kind === 'map') {
    const results = listUpstream({ kind: 'mapped', mapId: end.mapId, path: [] }, recorder.maps);
    if (inside.size === 0 || results.some((id) => inside.has(id))) return results;
  }
  return listLast(inside, { recorder, upstreams });
}

/** Those before none of the others. As in Airflow a teardown is not waited for: what comes before it is. */
function listLast(
  inside: ReadonlySet<string>,
  { recorder, upstreams }: Pick<Graph, 'recorder' | 'upstreams'>,
): string[] {
  const isTeardown = (id: string): boolean => recorder.tasks.get(id)?.phase?.kind === 'teardown';
  const work = [...inside].filter((id) => !isTeardown(id));
  return listUnfollowed(work.length > 0 ? work : [...inside], upstreams);
}

function listUnfollowed(ids: readonly string[], upstreams: Graph['upstreams']): string[] {
  const followed = new Set(ids.flatMap((id) => [...(upstreams.get(id)?.keys() ?? [])]));
  return ids.filter((id) => !followed.has(id));
}

/** Those of the tasks that come after none of the others. */
function listFirst(inside: ReadonlySet<string>, upstreams: Graph['upstreams']): readonly string[] {
  return [...inside].filter((id) => ![...(upstreams.get(id)?.keys() ?? [])].some((up) => inside.has(up)));
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
  if (isSorted(ups.keys(), position)) return ups;
  const at = ([id]: readonly [string, T]): number => position.get(id) ?? 0;
  return new Map([...ups].sort((a, b) => at(a) - at(b)));
}

/** Nearly always: then nothing is copied of what may be a million edges. */
function isSorted(ids: Iterable<string>, position: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const id of ids) {
    const at = position.get(id) ?? 0;
    if (at < last) return false;
    last = at;
  }
  return true;
}
