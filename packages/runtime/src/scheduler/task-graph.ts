/** The tasks of a plan as a graph: who waits for whom, in which maps, and behind which setups. It never changes. */
import { listUpstream, type MapSpec } from '@taskloom/sdk/internal';
import type { PlannedTask } from '../ports.js';
import { listIndirectSetups } from './setup-scopes.js';

export interface TaskNode {
  readonly task: PlannedTask;
  /** Where `flow` calls it, counted from 0. */
  readonly position: number;
  /** The maps around it, the outermost first. */
  readonly maps: readonly MapNode[];
  /** The tasks right before it. */
  readonly upstream: readonly Edge[];
  readonly downstream: readonly TaskNode[];
  /** Setups further up that must have succeeded. */
  readonly setups: readonly Edge[];
  /** How many maps it has in common with each task that looks at it. */
  readonly sharedDepths: ReadonlySet<number>;
}

/** An instance looks at those of `up` whose first map indexes are its own, as many as `shared` says. */
export interface Edge {
  readonly up: TaskNode;
  readonly shared: number;
}

export interface MapNode {
  readonly spec: MapSpec;
  /** The tasks that give its list. None: it is known when the run, or the element of the map around it, begins. */
  readonly sources: readonly Edge[];
}

interface Draft extends TaskNode {
  upstream: Edge[];
  downstream: TaskNode[];
  setups: Edge[];
  sharedDepths: Set<number>;
  /** To it, by how many maps are shared: one for all that wait for it. */
  readonly edges: Map<number, Edge>;
}

export type TaskGraph = ReadonlyMap<string, TaskNode>;

export function createTaskGraph(tasks: readonly PlannedTask[], maps: readonly MapSpec[]): TaskGraph {
  const specs = new Map(maps.map((spec) => [spec.mapId, spec]));
  const mapNodes = new Map<string, MapNode & { sources: Edge[] }>(
    maps.map((spec) => [spec.mapId, { spec, sources: [] }]),
  );
  const drafts = new Map(
    tasks.map((task, position): [string, Draft] => {
      const around = listMapsAround(task.spec.mapId, mapNodes);
      const edges = { upstream: [], downstream: [], setups: [] };
      return [task.spec.taskId, { task, position, maps: around, ...edges, sharedDepths: new Set(), edges: new Map() }];
    }),
  );
  const link = (down: readonly MapNode[], upId: string): Edge[] => {
    const up = drafts.get(upId);
    if (up === undefined) return [];
    const shared = countShared(up.maps, down);
    up.sharedDepths.add(shared);
    const edge = up.edges.get(shared) ?? { up, shared };
    up.edges.set(shared, edge);
    return [edge];
  };
  for (const draft of drafts.values()) {
    draft.upstream = draft.task.spec.upstream.flatMap((id) => link(draft.maps, id));
    for (const id of draft.task.spec.upstream) drafts.get(id)?.downstream.push(draft);
  }
  for (const node of mapNodes.values()) {
    const around = listMapsAround(node.spec.parentId, mapNodes);
    const sources = new Set(listUpstream(node.spec.over, specs));
    node.sources = [...sources].flatMap((id) => link(around, id));
  }
  for (const [down, setups] of listIndirectSetups<TaskNode>(drafts)) {
    const draft = drafts.get(down);
    if (draft !== undefined) draft.setups = setups.flatMap((id) => link(draft.maps, id));
  }
  return drafts;
}

function listMapsAround(mapId: string | undefined, maps: ReadonlyMap<string, MapNode>): readonly MapNode[] {
  const around: MapNode[] = [];
  for (let map = maps.get(mapId ?? ''); map !== undefined; map = maps.get(map.spec.parentId ?? '')) around.push(map);
  return around.reverse();
}

/** How many maps, from the outermost on, are around both. */
export function countShared(a: readonly MapNode[], b: readonly MapNode[]): number {
  const differs = a.findIndex((map, depth) => map !== b[depth]);
  return differs === -1 ? a.length : differs;
}
