/** How many task instances may run at once, over all runs of a runtime. */

export class Slots {
  #free: number;
  /** Whoever found no free slot, in the order in which they will be told. */
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a slot where one is free; otherwise `onFree` is called once, when one may be. */
  take(onFree: () => void): boolean {
    if (this.#free === 0) {
      this.#waiting.add(onFree);
      return false;
    }
    this.#free -= 1;
    return true;
  }

  release(): void {
    this.#free += 1;
    // Who is told may have nothing to run any more: then the slot is the next one's.
    for (const next of this.#waiting) {
      if (this.#free === 0) return;
      this.#waiting.delete(next);
      next();
    }
  }

  /** Gives up waiting. */
  leave(onFree: () => void): void {
    this.#waiting.delete(onFree);
  }
}
