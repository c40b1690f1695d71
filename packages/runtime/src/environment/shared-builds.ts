/** Work that several tasks wait for: it is done once, and given up when the last of them has been aborted. */
import { untilAborted } from '../process/until-aborted.js';

interface Shared<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

export class SharedBuilds<T> {
  readonly #underWay = new Map<string, Shared<T>>();

  /** What has not wound down yet, given up or not. */
  readonly #ending = new Set<Promise<void>>();

  /** Resolves when nothing is under way any more. Who waits must have been aborted before. */
  async settle(): Promise<void> {
    await Promise.all(this.#ending);
  }

  /** Joins what is under way under this key, or begins it. Rejects with the signal's reason when that is aborted. */
  async join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const shared = this.#underWay.get(key) ?? this.#begin(key, begin);
    shared.waiting += 1;
    try {
      return await untilAborted(shared.result, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#giveUp(key, shared, signal.reason);
    }
  }

  #begin(key: string, begin: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const abort = new AbortController();
    const shared: Shared<T> = { result: begin(abort.signal), abort, waiting: 0 };
    // Nobody may be waiting any more when it ends.
    const ended = shared.result.then(
      () => this.#forget(key, shared),
      () => this.#forget(key, shared),
    );
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
    this.#underWay.set(key, shared);
    return shared;
  }

  /** Who comes next begins anew, rather than share in what is being given up. */
  #giveUp(key: string, shared: Shared<T>, reason: unknown): void {
    this.#forget(key, shared);
    shared.abort.abort(reason);
  }

  #forget(key: string, shared: Shared<T>): void {
    if (this.#underWay.get(key) === shared) this.#underWay.delete(key);
  }
}
