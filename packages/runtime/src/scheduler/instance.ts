/** A task instance as the walker sees it; or a mapped task as a whole, as long as it waits for its list. */

import type { TaskNode } from './task-graph.js';
import type { Group } from './upstream-counts.js';

export interface Instance {
  readonly node: TaskNode;
  /** As many as it has maps around it; fewer while it waits to be mapped. */
  readonly mapIndexes: readonly number[];
  /**
   * `waiting` for upstreams, `ready` to start, `running`, `resting` between two attempts or pokes, `over` in a final
   * state. A whole is `measured` while its list is looked at, and `over` when instances took its place.
   */
  phase: 'waiting' | 'ready' | 'running' | 'resting' | 'measured' | 'over';
  /** Counted from 1; 0 before the first. */
  attempt: number;
  /** How many of the attempts do not count against its retries. */
  readonly uncounted: number;
  /** Its attempt goes on: a sensor that has given its slot back. */
  isRescheduled: boolean;
  /** Of the tasks right before it, in their order. */
  upstream: readonly Group[];
  setups: readonly Group[];
  /** Of a whole: what its list is taken from. */
  sources: readonly Group[];
  /** How many of these groups are not over yet; and how many of those that it cannot do without. */
  open: number;
  openRequired: number;
}

export function isWhole({ node, mapIndexes }: Instance): boolean {
  return mapIndexes.length < node.maps.length;
}
