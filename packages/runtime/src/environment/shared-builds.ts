/** Work that several tasks wait for: it is done once, and given up when the last of them has been aborted. */

interface Shared<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

export class SharedBuilds<T> {
  readonly #underWay = new Map<string, Shared<T>>();

  /** Joins what is under way under this key, or begins it. Rejects with the signal's reason when that is aborted. */
  async join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const shared = this.#underWay.get(key) ?? this.#begin(key, begin);
    shared.waiting += 1;
    const leaving = new AbortController();
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: leaving.signal });
    });
    try {
      return await Promise.race([shared.result, aborted]);
    } finally {
      leaving.abort();
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.abort.abort(signal.reason);
    }
  }

  #begin(key: string, begin: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const abort = new AbortController();
    const result = begin(abort.signal).finally(() => this.#underWay.delete(key));
    // Nobody may be waiting any more when it ends.
    result.catch(() => undefined);
    const shared = { result, abort, waiting: 0 };
    this.#underWay.set(key, shared);
    return shared;
  }
}
