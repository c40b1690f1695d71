/** Which tasks go first when there are more of them than slots: Airflow's priority weights. */
import type { TaskGraph, TaskNode } from './task-graph.js';

/**
 * By task. With `downstream` (the default) it is the task's own weight and that of everything after it, so that what
 * most others wait for goes first; with `upstream` that of everything before it; with `absolute` its own.
 */
export function computePriorities(graph: TaskGraph): ReadonlyMap<TaskNode, number> {
  const nodes = [...graph.values()];
  const upstream = (node: TaskNode): readonly TaskNode[] => node.upstream.map(({ up }) => up);
  const downstream = ({ downstream: below }: TaskNode): readonly TaskNode[] => below;
  const wants = (rule: string) => nodes.some((node) => getRule(node) === rule);
  const below = wants('downstream') ? sumReached(nodes, downstream, upstream) : undefined;
  const above = wants('upstream') ? sumReached(nodes, upstream, downstream) : undefined;
  return new Map(
    nodes.map((node) => {
      const rule = getRule(node);
      const others = rule === 'absolute' ? 0 : (rule === 'upstream' ? above : below)?.get(node);
      return [node, getWeight(node) + (others ?? 0)];
    }),
  );
}

type Neighbours = (node: TaskNode) => readonly TaskNode[];

/** The weights of all that is reached from each node, each counted once. One bit a node: sets would take minutes. */
function sumReached(nodes: readonly TaskNode[], next: Neighbours, previous: Neighbours): ReadonlyMap<TaskNode, number> {
  const weights = nodes.map(getWeight);
  const [weight = 1] = weights;
  const areEqual = weights.every((other) => other === weight);
  const waiting = new Map(nodes.map((node) => [node, next(node).length]));
  const unread = new Map(nodes.map((node) => [node, previous(node).length]));
  const reached = new Map<TaskNode, Uint32Array>();
  const sums = new Map<TaskNode, number>();
  // Tasks side by side often have the same ones after them.
  let last: { readonly key: string; readonly bits: Uint32Array; readonly sum: number } | undefined;
  const open = nodes.filter((node) => waiting.get(node) === 0);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const others = next(node);
    const key = others.map(({ position }) => position).join();
    if (last?.key !== key) {
      const bits = new Uint32Array(Math.ceil(nodes.length / 32));
      for (const other of others) unite(bits, reached.get(other), other.position);
      last = { key, bits, sum: areEqual ? countBits(bits) * weight : sumBits(bits, weights) };
    }
    const { bits, sum } = last;
    sums.set(node, sum);
    // What nobody will look at any more need not be kept.
    for (const other of others) if (decrement(unread, other) === 0) reached.delete(other);
    if (unread.get(node) !== 0) reached.set(node, bits);
    for (const other of previous(node)) if (decrement(waiting, other) === 0) open.push(other);
  }
  return sums;
}

function unite(bits: Uint32Array, others: Uint32Array | undefined, position: number): void {
  if (others !== undefined) {
    for (let index = 0; index < bits.length; index += 1) bits[index] = (bits[index] ?? 0) | (others[index] ?? 0);
  }
  const word = position >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (position & 31));
}

function countBits(bits: Uint32Array): number {
  let total = 0;
  for (let word of bits) {
    // The number of ones in a word, by adding neighbours.
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return total;
}

function sumBits(bits: Uint32Array, weights: readonly number[]): number {
  return weights.reduce((sum, weight, position) => {
    const isReached = ((bits[position >>> 5] ?? 0) >>> (position & 31)) & 1;
    return isReached === 1 ? sum + weight : sum;
  }, 0);
}

function decrement(counts: Map<TaskNode, number>, node: TaskNode): number {
  const left = (counts.get(node) ?? 0) - 1;
  counts.set(node, left);
  return left;
}

function getRule({ task }: TaskNode): string {
  return task.spec.options.weightRule ?? 'downstream';
}

function getWeight({ task }: TaskNode): number {
  return task.spec.options.priorityWeight ?? 1;
}
