/** From what was recorded to the direct upstreams of each task: groups become their first or last tasks. */
import { listUpstream } from './inputs.js';
import type { LinkEnd, Recorder } from './recorder.js';

type Side = 'roots' | 'leaves';

/** Ids of the tasks right before each task, in order of declaration. */
export function resolveUpstreams(recorder: Recorder): ReadonlyMap<string, readonly string[]> {
  const upstreams = new Map<string, Set<string>>();
  for (const { taskId, args } of recorder.tasks.values()) upstreams.set(taskId, new Set(args.flatMap(listUpstream)));
  const members = listMembers(recorder);
  for (const { from, to } of passThroughEmptyGroups(recorder, members)) {
    const ups = resolveEnd(from, 'leaves', members, upstreams);
    for (const down of resolveEnd(to, 'roots', members, upstreams)) {
      for (const up of ups) upstreams.get(down)?.add(up);
    }
  }
  const order = new Map([...recorder.tasks.keys()].map((id, index) => [id, index]));
  const position = (id: string): number => order.get(id) ?? 0;
  return new Map([...upstreams].map(([id, set]) => [id, [...set].sort((a, b) => position(a) - position(b))]));
}

/** The tasks of each group, those of the groups inside it included. */
function listMembers({ tasks, groups }: Recorder): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map([...groups.keys()].map((id) => [id, new Set<string>()]));
  for (const { taskId, groupId } of tasks.values()) {
    for (let id = groupId; id !== undefined; id = groups.get(id)?.parentId) members.get(id)?.add(taskId);
  }
  return members;
}

/** `a → empty → b` is `a → b`, through any number of empty groups. */
function passThroughEmptyGroups({ edges }: Recorder, members: ReadonlyMap<string, ReadonlySet<string>>) {
  const isEmpty = (end: LinkEnd): boolean => end.kind === 'group' && members.get(end.groupId)?.size === 0;
  const below = new Map<string, LinkEnd[]>();
  for (const { from, to } of edges)
    if (from.kind === 'group' && isEmpty(from)) below.set(from.groupId, [...(below.get(from.groupId) ?? []), to]);
  const reach = (end: LinkEnd, seen: Set<string>): LinkEnd[] => {
    if (end.kind === 'task' || !isEmpty(end)) return [end];
    if (seen.has(end.groupId)) return [];
    seen.add(end.groupId);
    return (below.get(end.groupId) ?? []).flatMap((next) => reach(next, seen));
  };
  return edges
    .filter(({ from }) => !isEmpty(from))
    .flatMap(({ from, to }) => reach(to, new Set()).map((end) => ({ from, to: end })));
}

function resolveEnd(
  end: LinkEnd,
  side: Side,
  members: ReadonlyMap<string, ReadonlySet<string>>,
  upstreams: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  if (end.kind === 'task') return [end.taskId];
  const inside = members.get(end.groupId) ?? new Set<string>();
  if (side === 'roots')
    return [...inside].filter((id) => [...(upstreams.get(id) ?? [])].every((up) => !inside.has(up)));
  const withDownstream = new Set([...inside].flatMap((id) => [...(upstreams.get(id) ?? [])]));
  return [...inside].filter((id) => !withDownstream.has(id));
}
