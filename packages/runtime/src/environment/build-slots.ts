/** Lets a few builds run side by side, and the others wait in order. */
import { untilAborted } from '../process/until-aborted.js';

export class BuildSlots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Rejects with the signal's reason when that is aborted before there is a slot, and with what `work` rejects with. */
  async use<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(signal);
    try {
      return await work();
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    while (this.#free === 0) {
      let wake = (): void => undefined;
      const turn = new Promise<void>((resolve) => {
        wake = resolve;
      });
      this.#waiting.push(wake);
      try {
        await untilAborted(turn, signal);
      } catch (error) {
        this.#leave(wake);
        throw error;
      }
    }
    signal.throwIfAborted();
    this.#free -= 1;
  }

  /** Who was woken and does not want to any more lets the next one in. */
  #leave(wake: () => void): void {
    const place = this.#waiting.indexOf(wake);
    if (place >= 0) this.#waiting.splice(place, 1);
    else this.#waiting.shift()?.();
  }
}
