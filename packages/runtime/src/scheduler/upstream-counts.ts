/** How far the instances of a task have come, counted once for all that wait for the same ones of them. */
import type { TaskState } from '@taskloom/sdk';
import type { Instance } from './instance.js';
import type { TaskNode } from './task-graph.js';
import { count, isComplete, startTally, type UpstreamTally } from './trigger-rule.js';

/** Instances of a task whose first map indexes are the same. `total` grows when their task is mapped further. */
export interface Group extends UpstreamTally {
  readonly watchers: Instance[];
  /** Those of them that cannot do without, whatever their trigger rules. */
  readonly requirers: Instance[];
  /** Those of them that may have something to decide before all is over. */
  readonly early: Set<Instance>;
  /** The end of the task as a whole, where it ended before it had an instance for each element. */
  whole: TaskState | undefined;
}

/** The groups of one task, by how many indexes they share and by these. */
export class UpstreamCounts {
  readonly #node: TaskNode;
  readonly #groups = new Map<string, Group>();
  /** Over as soon as the task has been mapped there, or has ended as a whole. By the indexes that it has then. */
  readonly #gates = new Map<string, Group>();
  /** What ended as a whole, by the indexes that it has: groups that are asked for later are part of it. */
  readonly #wholes: { readonly mapIndexes: readonly number[]; readonly state: TaskState }[] = [];

  constructor(node: TaskNode) {
    this.#node = node;
  }

  get(shared: number, mapIndexes: readonly number[]): Group {
    return this.#find(this.#groups, mapIndexes.slice(0, shared));
  }

  getGate(mapIndexes: readonly number[]): Group {
    return this.#find(this.#gates, mapIndexes);
  }

  #find(groups: Map<string, Group>, indexes: readonly number[]): Group {
    const name = `${indexes.length}:${indexes.join()}`;
    const known = groups.get(name);
    if (known !== undefined) return known;
    const group: Group = { ...startTally(0), watchers: [], requirers: [], early: new Set(), whole: undefined };
    groups.set(name, group);
    const part = this.#wholes.find((whole) => startsWith(indexes, whole.mapIndexes));
    if (part !== undefined) countWhole(group, part.state);
    return group;
  }

  /** A new instance, or a task that waits to be mapped further: it counts as one until then. */
  add(mapIndexes: readonly number[]): void {
    for (const group of this.#listAround(mapIndexes)) group.total += 1;
  }

  /** Instances that have been added take the place of what stood for the whole. The gate that changed. */
  replace(mapIndexes: readonly number[]): Group {
    for (const group of this.#listAround(mapIndexes)) group.total -= 1;
    const gate = this.getGate(mapIndexes);
    gate.total = 1;
    count(gate, 'success');
    return gate;
  }

  /** The groups that changed. */
  end({ mapIndexes, node }: Instance, state: TaskState): readonly Group[] {
    const around = this.#listAround(mapIndexes);
    const isWhole = mapIndexes.length < node.maps.length;
    for (const group of around) count(group, state);
    if (!isWhole) return around;
    for (const group of around) if (group.total === 1) group.whole = state;
    this.#wholes.push({ mapIndexes, state });
    return [...around, ...this.#endParts(mapIndexes, state)];
  }

  /** Groups of more indexes than the whole has, and gates: nothing will come that could be counted there. */
  #endParts(mapIndexes: readonly number[], state: TaskState): readonly Group[] {
    const isPart = ([name]: [string, Group], depth: number): boolean => {
      const [length, key = ''] = name.split(':');
      return Number(length) >= depth && startsWith(key === '' ? [] : key.split(',').map(Number), mapIndexes);
    };
    const parts = [
      ...[...this.#groups].filter((entry) => isPart(entry, mapIndexes.length + 1)),
      ...[...this.#gates].filter((entry) => isPart(entry, mapIndexes.length)),
    ].map(([, group]) => group);
    for (const group of parts) countWhole(group, state);
    return parts;
  }

  #listAround(mapIndexes: readonly number[]): readonly Group[] {
    const depths = [...this.#node.sharedDepths].filter((shared) => shared <= mapIndexes.length);
    return depths.map((shared) => this.get(shared, mapIndexes));
  }
}

/** Whether every instance of the group has ended. */
export function isOver(group: Group): boolean {
  return group.total > 0 && isComplete(group);
}

function countWhole(group: Group, state: TaskState): void {
  group.total = 1;
  group.whole = state;
  count(group, state);
}

function startsWith(indexes: readonly number[], start: readonly number[]): boolean {
  return start.length <= indexes.length && start.every((index, depth) => index === indexes[depth]);
}
