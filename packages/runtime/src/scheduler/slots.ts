/** How many task instances may run at once, over all runs of a runtime: in all, and in each pool. */

/** What an instance takes while it runs: one slot, and as many of its pool as it says. */
export interface SlotNeed {
  readonly pool?: string | undefined;
  readonly poolSlots: number;
}

interface Waiting {
  /** The one that was short, if it was one. */
  pool: string | undefined;
  /** It found too little again when it was told. */
  hasAsked: boolean;
}

export class Slots {
  #free: number;
  readonly #pools: Map<string, number>;
  /** Who found no free slot, in the order in which they will be told. */
  readonly #waiting = new Map<() => void, Waiting>();

  constructor(count: number, pools: Readonly<Record<string, number>> = {}) {
    this.#free = count;
    this.#pools = new Map(Object.entries(pools));
  }

  /**
   * Takes what is needed where it is free; otherwise `onFree` is called once, when it may be. Who waits for a pool is
   * not overtaken there by who comes later and needs less.
   */
  take(need: SlotNeed, onFree: () => void): boolean {
    const short = this.#findShortage(need, onFree);
    if (short !== undefined) {
      // Who has waited keeps the place.
      const waiting = this.#waiting.get(onFree) ?? { pool: undefined, hasAsked: true };
      this.#waiting.set(onFree, Object.assign(waiting, { pool: short.pool, hasAsked: true }));
      return false;
    }
    this.#waiting.delete(onFree);
    this.#free -= 1;
    this.#addToPool(need, -1);
    return true;
  }

  release(need: SlotNeed): void {
    this.#free += 1;
    this.#addToPool(need, 1);
    for (const [next, waiting] of [...this.#waiting]) {
      if (this.#free === 0) return;
      waiting.hasAsked = false;
      next();
      // Who has nothing to run any more waits no longer: then the slot is the next one's.
      if (!waiting.hasAsked && this.#waiting.get(next) === waiting) this.#waiting.delete(next);
    }
  }

  /** Gives up waiting. */
  leave(onFree: () => void): void {
    this.#waiting.delete(onFree);
  }

  #findShortage({ pool, poolSlots }: SlotNeed, asking: () => void): { readonly pool: string | undefined } | undefined {
    if (this.#free === 0) return { pool: undefined };
    if (pool === undefined) return undefined;
    if ((this.#pools.get(pool) ?? 0) < poolSlots) return { pool };
    for (const [other, waiting] of this.#waiting) {
      if (other === asking) return undefined;
      if (waiting.pool === pool) return { pool };
    }
    return undefined;
  }

  #addToPool({ pool, poolSlots }: SlotNeed, sign: 1 | -1): void {
    if (pool !== undefined) this.#pools.set(pool, (this.#pools.get(pool) ?? 0) + sign * poolSlots);
  }
}
