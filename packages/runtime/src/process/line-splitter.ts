/**
 * Splits bytes that a process prints into lines of text. `\n`, `\r\n` and a lone `\r`, with which progress bars go
 * back to the start of their line, end a line.
 */

/** In bytes. A longer line comes in pieces of at most this length, so that no line fills memory. */
export const MAX_LINE_BYTES = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** Lines come without their ends. Bytes that are not UTF-8 become U+FFFD. */
export class LineSplitter {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** What the last chunk ended with, when the first byte of the next may belong to it. */
  #lastEnd: 'none' | 'cr' | 'crOfEmptyLine' = 'none';

  /** The lines that are complete with this chunk. A lone `\r` with nothing before it in its line ends none. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = this.#takeSecondHalf(chunk, lines);
    let lf = find(chunk, LF, start);
    let cr = find(chunk, CR, start);
    while (lf < chunk.length || cr < chunk.length) {
      const end = Math.min(lf, cr);
      this.#add(chunk.subarray(start, end), lines);
      start = this.#endLine(chunk, end, lines);
      if (lf < start) lf = find(chunk, LF, start);
      if (cr < start) cr = find(chunk, CR, start);
    }
    this.#add(chunk.subarray(start), lines);
    return lines;
  }

  /** The last line, where it has no end. */
  end(): string[] {
    return this.#pendingBytes === 0 ? [] : [this.#take()];
  }

  /** Deals with the `\n` of a `\r\n` that came in two chunks. Gives where the rest begins. */
  #takeSecondHalf(chunk: Buffer, lines: string[]): number {
    const lastEnd = this.#lastEnd;
    if (chunk.length > 0) this.#lastEnd = 'none';
    if (lastEnd === 'none' || chunk[0] !== LF) return 0;
    if (lastEnd === 'crOfEmptyLine') lines.push('');
    return 1;
  }

  /** Gives where the next line begins. */
  #endLine(chunk: Buffer, end: number, lines: string[]): number {
    const isEmpty = this.#pendingBytes === 0;
    const isLoneCr = chunk[end] === CR && chunk[end + 1] !== LF;
    if (!isLoneCr || !isEmpty) lines.push(this.#take());
    if (!isLoneCr) return chunk[end] === CR ? end + 2 : end + 1;
    if (end + 1 === chunk.length) this.#lastEnd = isEmpty ? 'crOfEmptyLine' : 'cr';
    return end + 1;
  }

  #add(bytes: Buffer, lines: string[]): void {
    let rest = bytes;
    while (this.#pendingBytes + rest.length > MAX_LINE_BYTES) {
      const joined = Buffer.concat([...this.#pending, rest.subarray(0, MAX_LINE_BYTES + 1 - this.#pendingBytes)]);
      const cut = findCharacterStart(joined, MAX_LINE_BYTES);
      lines.push(joined.toString('utf8', 0, cut));
      rest = rest.subarray(joined.length - this.#pendingBytes);
      this.#pending = [joined.subarray(cut)];
      this.#pendingBytes = joined.length - cut;
    }
    if (rest.length === 0) return;
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
  }

  #take(): string {
    const [first] = this.#pending;
    const whole = this.#pending.length === 1 && first !== undefined ? first : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    return whole.toString('utf8');
  }
}

function find(chunk: Buffer, byte: number, from: number): number {
  const index = chunk.indexOf(byte, from);
  return index === -1 ? chunk.length : index;
}

/** The last place up to `index` that is not in the middle of a UTF-8 character, which has four bytes at most. */
function findCharacterStart(bytes: Buffer, index: number): number {
  for (let start = index; start > index - 4; start--) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return index;
}
