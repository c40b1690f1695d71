/** How many task instances may run at once, over all runs of a runtime: in all, and in each pool. */

/** What an instance takes while it runs: one slot, and as many of its pool as it says. */
export interface SlotNeed {
  readonly pool?: string | undefined;
  readonly poolSlots: number;
}

/** Somebody who waits, and for what: one slot of all, or slots of a pool. */
interface Waiting {
  readonly onFree: () => void;
  readonly pool: string | undefined;
  /** It found too little again when it was told. */
  hasAsked: boolean;
}

export class Slots {
  #free: number;
  readonly #pools: Map<string, number>;
  /** In the order in which they will be told. The same one may wait for a slot, and for several pools. */
  #waiting: Waiting[] = [];

  constructor(count: number, pools: Readonly<Record<string, number>> = {}) {
    this.#free = count;
    this.#pools = new Map(Object.entries(pools));
  }

  /**
   * Takes what is needed where it is free; otherwise `onFree` is called, when it may be. Who waits for a pool is not
   * overtaken there by who comes later and needs less.
   */
  take(need: SlotNeed, onFree: () => void): boolean {
    const short = this.#findShortage(need, onFree);
    if (short !== undefined) {
      this.#wait(onFree, short.pool);
      return false;
    }
    this.#forget(onFree, need.pool);
    if (need.pool !== undefined) this.#forget(onFree, undefined);
    this.#free -= 1;
    this.#addToPool(need, -1);
    return true;
  }

  release(need: SlotNeed): void {
    this.#free += 1;
    this.#addToPool(need, 1);
    for (const waiting of [...this.#waiting]) {
      if (this.#free === 0) return;
      if (!this.#waiting.includes(waiting)) continue;
      waiting.hasAsked = false;
      waiting.onFree();
      // Who has nothing to run any more waits no longer: then the slot is the next one's.
      if (!waiting.hasAsked) this.#waiting = this.#waiting.filter((other) => other !== waiting);
    }
  }

  /** Gives up waiting. */
  leave(onFree: () => void): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.onFree !== onFree);
  }

  /** Who has waited keeps the place. */
  #wait(onFree: () => void, pool: string | undefined): void {
    const known = this.#waiting.find((waiting) => waiting.onFree === onFree && waiting.pool === pool);
    if (known === undefined) this.#waiting.push({ onFree, pool, hasAsked: true });
    else known.hasAsked = true;
  }

  #forget(onFree: () => void, pool: string | undefined): void {
    const at = this.#waiting.findIndex((waiting) => waiting.onFree === onFree && waiting.pool === pool);
    if (at !== -1) this.#waiting.splice(at, 1);
  }

  #findShortage({ pool, poolSlots }: SlotNeed, asking: () => void): { readonly pool: string | undefined } | undefined {
    if (this.#free === 0) return { pool: undefined };
    if (pool === undefined) return undefined;
    if ((this.#pools.get(pool) ?? 0) < poolSlots) return { pool };
    const first = this.#waiting.find((waiting) => waiting.pool === pool);
    return first === undefined || first.onFree === asking ? undefined : { pool };
  }

  #addToPool({ pool, poolSlots }: SlotNeed, sign: 1 | -1): void {
    if (pool !== undefined) this.#pools.set(pool, (this.#pools.get(pool) ?? 0) + sign * poolSlots);
  }
}
