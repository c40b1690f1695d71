/** What a task prints and logs, on its way to the run. */
import type { AttemptHooks, Clock, OutputLine } from '../ports.js';
import { LineSplitter, MAX_LINE_BYTES } from '../process/line-splitter.js';

export class AttemptOutput {
  readonly #onOutput: AttemptHooks['onOutput'];
  readonly #clock: Clock;
  /** Of those who wait for the reader of a line. */
  readonly #waiting = new Set<() => void>();
  #isReleased = false;

  constructor(hooks: AttemptHooks, clock: Clock) {
    this.#onOutput = hooks.onOutput;
    this.#clock = clock;
  }

  /** A line of standard output or error. A returned promise is to be waited for before more is read. */
  print(stream: 'stdout' | 'stderr', line: string): void | Promise<void> {
    return this.#give({ at: this.#clock.now(), stream, level: 'info', line });
  }

  /** A log record, one line or several. Rejects when it cannot be kept. */
  async log(level: OutputLine['level'], message: string, location?: OutputLine['location']): Promise<void> {
    const at = this.#clock.now();
    const where = location === undefined ? {} : { location };
    for (const line of splitText(message)) await this.#give({ at, stream: 'log', level, line, ...where });
  }

  /** From now on a reader who is slow, or has gone away, is not waited for any more. */
  stopWaiting(): void {
    this.#isReleased = true;
    for (const release of this.#waiting) release();
  }

  #give(line: OutputLine): void | Promise<void> {
    const used = this.#onOutput(line);
    return used === undefined || this.#isReleased ? undefined : this.#waitFor(used);
  }

  // Not a race with one promise for all lines: that would remember every one of them.
  #waitFor(used: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      const forget = (): boolean => this.#waiting.delete(resolve);
      used.finally(forget).then(resolve, reject);
    });
  }
}

function splitText(text: string): readonly string[] {
  // UTF-8 takes three bytes at most for each unit of the string.
  if (text.length * 3 <= MAX_LINE_BYTES && !/[\r\n]/.test(text)) return [text];
  const splitter = new LineSplitter();
  return [...splitter.push(Buffer.from(text, 'utf8')), ...splitter.end()];
}
