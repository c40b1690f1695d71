/**
 * What runs again with a task that is cleared, as in Airflow (`DAG.partial_subset`): all that comes after it, and of what
 * does the work the setups that it needs, with their teardowns. A pure function.
 */
import { type InstanceId, listEnclosing } from '../instance-id.js';
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
  // The list grows while it is walked.
  for (const { node, mapIndexes } of cleared.found) {
    for (const down of node.downstream) cleared.addRelated(down, { node, mapIndexes });
  }
  const scopes = listSetupScopes(graph);
  for (const { node, mapIndexes } of [...cleared.found]) {
    if (node.task.spec.phase !== undefined) continue;
    for (const { setup, teardowns, inside } of scopes) {
      if (!inside.has(node)) continue;
      for (const related of [setup, ...teardowns]) cleared.addRelated(related, { node, mapIndexes });
    }
  }
  return cleared.list();
}

interface Found {
  readonly node: TaskNode;
  readonly mapIndexes: readonly number[];
}

class Cleared {
  readonly found: Found[] = [];
  readonly #ids = new Set<string>();
  readonly #graph: TaskGraph;

  constructor(graph: TaskGraph) {
    this.#graph = graph;
  }

  add({ taskId, mapIndexes }: InstanceId): void {
    const node = this.#graph.get(taskId);
    const enclosing = listEnclosing({ taskId, mapIndexes });
    if (node === undefined || this.#has(enclosing)) return;
    this.#ids.add(enclosing.at(-1) ?? taskId);
    this.found.push({ node, mapIndexes });
  }

  /** The instances of a task that have to do with those of another one. */
  addRelated(node: TaskNode, to: Found): void {
    const mapIndexes = to.mapIndexes.slice(0, countShared(node.maps, to.node.maps));
    this.add({ taskId: node.task.spec.taskId, mapIndexes });
  }

  list(): readonly InstanceId[] {
    return this.found
      .map(({ node, mapIndexes }) => ({ taskId: node.task.spec.taskId, mapIndexes }))
      .filter((instance) => !this.#has(listEnclosing(instance).slice(0, -1)));
  }

  #has(ids: readonly string[]): boolean {
    return ids.some((id) => this.#ids.has(id));
  }
}
