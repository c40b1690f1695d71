/**
 * What runs again with a task that is cleared, as in Airflow (`DAG.partial_subset`): all that comes after it, and of what
 * does the work the setups that it needs, with their teardowns. A pure function.
 */
import { formatInstanceId, type InstanceId, listEnclosing } from '../instance-id.js';
import { listSetupScopes } from './setup-scopes.js';
import { countShared, type TaskGraph, type TaskNode } from './task-graph.js';

/**
 * Of a task inside of maps only the instances that belong to the same elements.
 *
 * @param seeds of tasks of the graph. Fewer indexes than maps: all instances that begin with them
 * @returns each once; what is within another one is left out
 */
export function listCleared(graph: TaskGraph, seeds: readonly InstanceId[]): readonly InstanceId[] {
  const cleared = new Cleared(graph);
  for (const seed of seeds) cleared.add(seed);
  const scopes = listSetupScopes(graph);
  const mapped = listMapped(graph);
  /** How many have been walked: the list grows meanwhile. */
  let [walked, scoped] = [0, 0];
  for (;;) {
    for (; walked < cleared.found.length; walked += 1) {
      const found = cleared.found[walked] as Found;
      // What a setup or a teardown that runs again has given to others counts as it was, but for a list.
      const next = found.isRelated ? (mapped.get(found.node) ?? []) : found.node.downstream;
      for (const down of next) cleared.addRelated(down, found);
    }
    if (scoped === cleared.found.length) return cleared.list();
    for (const end = cleared.found.length; scoped < end; scoped += 1) {
      const found = cleared.found[scoped] as Found;
      if (found.node.task.spec.phase !== undefined) continue;
      for (const { setup, teardowns, inside } of scopes) {
        if (!inside.has(found.node)) continue;
        for (const related of [setup, ...teardowns]) cleared.addRelated(related, found, true);
      }
    }
  }
}

/** The setups that instances need. */
export function listSetups(graph: TaskGraph, instances: readonly InstanceId[]): readonly InstanceId[] {
  const scopes = listSetupScopes(graph);
  if (scopes.length === 0) return [];
  return instances.flatMap(({ taskId, mapIndexes }) => {
    const node = graph.get(taskId);
    const around = scopes.filter(({ inside }) => node !== undefined && inside.has(node));
    return around.map(({ setup }) => ({
      taskId: setup.task.spec.taskId,
      mapIndexes: mapIndexes.slice(0, countShared(setup.maps, node?.maps ?? [])),
    }));
  });
}

/** Of each task those that are mapped over what it gives. */
function listMapped(graph: TaskGraph): ReadonlyMap<TaskNode, readonly TaskNode[]> {
  const mapped = new Map<TaskNode, TaskNode[]>();
  for (const node of graph.values()) {
    for (const { up } of node.maps.flatMap(({ sources }) => sources)) mapped.set(up, [...(mapped.get(up) ?? []), node]);
  }
  return mapped;
}

interface Found {
  readonly node: TaskNode;
  readonly mapIndexes: readonly number[];
  /** A setup or a teardown that runs again because work does. */
  readonly isRelated: boolean;
}

class Cleared {
  readonly found: Found[] = [];
  readonly #ids = new Set<string>();
  /** Those of them that take along what comes after them. */
  readonly #whole = new Set<string>();
  readonly #graph: TaskGraph;

  constructor(graph: TaskGraph) {
    this.#graph = graph;
  }

  add({ taskId, mapIndexes }: InstanceId, isRelated = false): void {
    const node = this.#graph.get(taskId);
    const enclosing = listEnclosing({ taskId, mapIndexes });
    if (node === undefined || hasAny(isRelated ? this.#ids : this.#whole, enclosing)) return;
    const id = enclosing.at(-1) ?? taskId;
    this.#ids.add(id);
    if (!isRelated) this.#whole.add(id);
    this.found.push({ node, mapIndexes, isRelated });
  }

  /** The instances of a task that have to do with those of another one. */
  addRelated(node: TaskNode, to: Found, isRelated = false): void {
    const mapIndexes = to.mapIndexes.slice(0, countShared(node.maps, to.node.maps));
    this.add({ taskId: node.task.spec.taskId, mapIndexes }, isRelated);
  }

  list(): readonly InstanceId[] {
    const instances = this.found.map(({ node, mapIndexes }) => ({ taskId: node.task.spec.taskId, mapIndexes }));
    const byId = new Map(instances.map((instance) => [formatInstanceId(instance), instance]));
    return [...byId.values()].filter((instance) => !hasAny(this.#ids, listEnclosing(instance).slice(0, -1)));
  }
}

function hasAny(known: ReadonlySet<string>, ids: readonly string[]): boolean {
  return ids.some((id) => known.has(id));
}
