/**
 * Reads a pipe of a process chunk by chunk, no faster than its chunks are used up, and lets go of it after the
 * process has ended, also where somebody else still holds the other end open.
 */
import type { Readable } from 'node:stream';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { LineSplitter } from './line-splitter.js';

/** Uses what was read up. A returned promise is waited for before more is read. */
export type Sink<T> = (read: T) => void | Promise<void>;

/** Longer than the event loop needs to hand over what has been written. */
const IDLE_MS = 100;
/** More than a pipe holds: who writes as much after the end of the process is not the process. */
const MAX_DRAIN_BYTES = 16 * 1024 * 1024;

/** Reads lines of text, live. `onChunk` sees the bytes before they become lines. */
export function readLines(stream: Readable, sink: Sink<string>, onChunk?: (chunk: Buffer) => void): StreamReader {
  const splitter = new LineSplitter();
  return new StreamReader(
    stream,
    (chunk) => {
      onChunk?.(chunk);
      return giveEach(splitter.push(chunk), sink);
    },
    () => giveEach(splitter.end(), sink),
  );
}

export class StreamReader {
  /** Resolves when the stream is at its end or was let go of. Rejects with what a sink throws. */
  readonly done: Promise<void>;
  readonly #stream: Readable;
  #bytes = 0;
  #isSinkBusy = false;
  #isDone = false;

  /** Reading begins at once. */
  constructor(stream: Readable, sink: Sink<Buffer>, onEnd: () => void | Promise<void> = () => undefined) {
    this.#stream = stream;
    this.done = this.#read(sink)
      .then(onEnd)
      .finally(() => {
        this.#isDone = true;
      });
    // Whoever waits for `done` may come later than its error.
    this.done.catch(() => undefined);
  }

  /**
   * To be called when the process has ended: reads what is still in the pipe, and lets go of it once nothing more
   * comes. A process outside the group that inherited the pipe holds nobody up.
   */
  async drain(): Promise<void> {
    const limit = this.#bytes + MAX_DRAIN_BYTES;
    while (!this.#isDone) {
      const seen = this.#bytes;
      await this.#doneWithin(IDLE_MS);
      const isIdle = this.#bytes === seen && !this.#isSinkBusy;
      if (isIdle || this.#bytes > limit) this.#stream.destroy();
    }
    return this.done;
  }

  async #doneWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    const passed = delay(ms, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([this.done, passed]).finally(() => timer.abort());
    // Timers come before input in a turn of the event loop: after a long block only now has input been looked at.
    if (!this.#isDone) await turn();
  }

  async #read(sink: Sink<Buffer>): Promise<void> {
    try {
      for await (const chunk of this.#stream) {
        this.#bytes += (chunk as Buffer).length;
        this.#isSinkBusy = true;
        await sink(chunk as Buffer);
        this.#isSinkBusy = false;
      }
    } catch (error) {
      if (!isClosedStream(error)) throw error;
    }
  }
}

/** Waits only where the sink asks for it: most lines are used up at once, and there may be millions. */
async function giveEach(lines: readonly string[], sink: Sink<string>): Promise<void> {
  for (const line of lines) {
    const used = sink(line);
    if (used !== undefined) await used;
  }
}

/** The pipe was let go of, or broke off with the process: its end either way. */
function isClosedStream(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}
