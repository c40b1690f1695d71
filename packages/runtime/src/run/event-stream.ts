/**
 * The events of a run for `for await`. Somebody who reads slowly slows the tasks' output down rather than filling
 * memory; where nobody reads, output beyond the first events is left to the log files.
 */
import { Readable } from 'node:stream';
import type { RunEvent } from '../run-event.js';

const BACKLOG_EVENTS = 4096;

export class EventStream implements AsyncIterable<RunEvent> {
  readonly #readable: Readable;
  #isRead = false;
  #hasEnded = false;
  #full: { readonly drained: Promise<void>; readonly release: () => void } | undefined;

  constructor() {
    this.#readable = new Readable({
      objectMode: true,
      highWaterMark: BACKLOG_EVENTS,
      read: () => {
        this.#full?.release();
        this.#full = undefined;
      },
    });
  }

  /** A returned promise resolves when there is room again. Only output may wait for it. After the end nothing is taken. */
  push(event: RunEvent): Promise<void> | undefined {
    if (this.#hasEnded || this.#readable.destroyed) return undefined;
    const isFull = this.#full !== undefined;
    if (isFull && !this.#isRead && event.kind === 'log') return undefined;
    if (this.#readable.push(event)) return undefined;
    this.#full ??= createGate();
    return this.#isRead ? this.#full.drained : undefined;
  }

  end(): void {
    this.#full?.release();
    this.#hasEnded = true;
    if (!this.#readable.destroyed) this.#readable.push(null);
  }

  [Symbol.asyncIterator](): AsyncIterator<RunEvent> {
    this.#isRead = true;
    // A reader that leaves early must not hold the run up.
    this.#readable.once('close', () => this.#full?.release());
    return this.#readable[Symbol.asyncIterator]();
  }
}

function createGate() {
  let release = (): void => undefined;
  const drained = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { drained, release };
}
