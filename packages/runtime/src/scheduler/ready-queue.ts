/** What could start at once if there were slots: the highest priority first, and of the same the one that came first. */
import type { Instance } from './instance.js';
import { computePriorities } from './priority.js';
import type { SlotNeed } from './slots.js';
import type { TaskGraph, TaskNode } from './task-graph.js';

/** Instances that one thing holds up alike: a limit of their task, or a pool. */
interface Lane {
  readonly priority: number;
  readonly need: SlotNeed;
  /** The one task of the lane, where it has a limit of its own. */
  readonly limited: TaskNode | undefined;
  readonly queue: { readonly instance: Instance; readonly order: number }[];
  /** Of the queue, where what has not started begins. */
  head: number;
}

export class ReadyQueue {
  readonly #priorities: ReadonlyMap<TaskNode, number>;
  readonly #lanes = new Map<string, Lane>();
  /** How many instances of each task run that has a limit. */
  readonly #active = new Map<TaskNode, number>();
  #order = 0;

  constructor(graph: TaskGraph) {
    this.#priorities = computePriorities(graph);
  }

  get isEmpty(): boolean {
    return this.#listLanes().length === 0;
  }

  push(instance: Instance): void {
    instance.phase = 'ready';
    const lane = this.#findLane(instance.node);
    this.#order += 1;
    lane.queue.push({ instance, order: this.#order });
  }

  /**
   * The next that may start, or undefined.
   *
   * @param take takes what it needs, or says that there is too little of it
   */
  shift(take: (need: SlotNeed) => boolean): Instance | undefined {
    // A pool that is too full for one is not given to another that needs less of it: the first would never have its turn.
    const full = new Set<string | undefined>();
    for (const lane of this.#listLanes()) {
      const { limited, need } = lane;
      if (full.has(need.pool) || (limited !== undefined && this.#isAtLimit(limited))) continue;
      if (take(need)) return this.#start(lane);
      full.add(need.pool);
    }
    return undefined;
  }

  /** An instance that `shift` gave runs no longer. */
  release({ node }: Instance): void {
    const active = this.#active.get(node);
    if (active !== undefined) this.#active.set(node, active - 1);
  }

  needOf(node: TaskNode): SlotNeed {
    const { pool, poolSlots = 1 } = node.task.spec.options;
    return { pool, poolSlots };
  }

  #start(lane: Lane): Instance {
    const { instance } = lane.queue[lane.head] as { readonly instance: Instance };
    lane.head += 1;
    // Taking from the front of a long list again and again would move all of it each time.
    if (lane.head > 1024 && lane.head * 2 > lane.queue.length) {
      lane.queue.splice(0, lane.head);
      lane.head = 0;
    }
    const { limited } = lane;
    if (limited !== undefined) this.#active.set(limited, (this.#active.get(limited) ?? 0) + 1);
    instance.phase = 'running';
    return instance;
  }

  #isAtLimit(node: TaskNode): boolean {
    const { maxActive = Number.POSITIVE_INFINITY } = node.task.spec.options;
    return (this.#active.get(node) ?? 0) >= maxActive;
  }

  /** Those that hold something, in the order in which they are served. */
  #listLanes(): readonly Lane[] {
    const filled: Lane[] = [];
    for (const [key, lane] of this.#lanes) {
      // What a branch has skipped meanwhile does not start any more.
      while (lane.head < lane.queue.length && lane.queue[lane.head]?.instance.phase !== 'ready') lane.head += 1;
      if (lane.head < lane.queue.length) filled.push(lane);
      else this.#lanes.delete(key);
    }
    return filled.length < 2 ? filled : filled.sort(compareLanes);
  }

  #findLane(node: TaskNode): Lane {
    const need = this.needOf(node);
    const priority = this.#priorities.get(node) ?? 1;
    const limited = node.task.spec.options.maxActive === undefined ? undefined : node;
    const key = JSON.stringify([priority, need.pool, need.poolSlots, limited?.position]);
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const lane: Lane = { priority, need, limited, queue: [], head: 0 };
    this.#lanes.set(key, lane);
    return lane;
  }
}

function compareLanes(a: Lane, b: Lane): number {
  return b.priority - a.priority || (a.queue[a.head]?.order ?? 0) - (b.queue[b.head]?.order ?? 0);
}
