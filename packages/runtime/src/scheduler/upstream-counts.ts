/** How far the instances of a task have come, counted once for all that wait for the same ones of them. */
import type { TaskState } from '@taskloom/sdk';
import type { Instance } from './instance.js';
import { count, isComplete, startTally, type UpstreamTally } from './rules/trigger-rule.js';
import type { TaskNode } from './task-graph.js';

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

/** What belongs to the same first indexes of a task's instances, and to more of them. */
interface Branch {
  readonly below: Map<number, Branch>;
  group: Group | undefined;
  /** Over as soon as the task has been mapped there, or has ended as a whole. */
  gate: Group | undefined;
  /** The end of the task as a whole here: groups that are asked for later are part of it. */
  whole: TaskState | undefined;
}

/** The groups of one task, by the indexes that they share. */
export class UpstreamCounts {
  readonly #node: TaskNode;
  readonly #root: Branch = createBranch();

  constructor(node: TaskNode) {
    this.#node = node;
  }

  get(shared: number, mapIndexes: readonly number[]): Group {
    const { branch, whole } = this.#descend(mapIndexes.slice(0, shared));
    branch.group ??= createGroup(whole);
    return branch.group;
  }

  getGate(mapIndexes: readonly number[]): Group {
    const { branch, whole } = this.#descend(mapIndexes);
    branch.gate ??= createGroup(whole);
    return branch.gate;
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
    const { branch } = this.#descend(mapIndexes);
    branch.whole = state;
    return [...around, ...endParts(branch, state)];
  }

  #listAround(mapIndexes: readonly number[]): readonly Group[] {
    const depths = [...this.#node.sharedDepths].filter((shared) => shared <= mapIndexes.length);
    return depths.map((shared) => this.get(shared, mapIndexes));
  }

  /** `whole` is there where the task has ended as a whole on the way. */
  #descend(indexes: readonly number[]): { readonly branch: Branch; readonly whole: TaskState | undefined } {
    let branch = this.#root;
    let { whole } = branch;
    for (const index of indexes) {
      const next = branch.below.get(index) ?? createBranch();
      branch.below.set(index, next);
      branch = next;
      whole ??= branch.whole;
    }
    return { branch, whole };
  }
}

/** Groups of more indexes than the whole has, and gates: nothing will come that could be counted there. */
function endParts(whole: Branch, state: TaskState): readonly Group[] {
  const ended: Group[] = [];
  const open = [whole];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    // The whole's own group has been counted.
    const groups = [branch === whole ? undefined : branch.group, branch.gate];
    for (const group of groups) {
      if (group === undefined) continue;
      countWhole(group, state);
      ended.push(group);
    }
    open.push(...branch.below.values());
  }
  return ended;
}

function createBranch(): Branch {
  return { below: new Map(), group: undefined, gate: undefined, whole: undefined };
}

function createGroup(whole: TaskState | undefined): Group {
  const group: Group = { ...startTally(0), watchers: [], requirers: [], early: new Set(), whole: undefined };
  if (whole !== undefined) countWhole(group, whole);
  return group;
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
