/** Offsets of a text as lines and columns, and back to the text of a line. */

/** From 1; columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export class LineTable {
  readonly #text: string;
  /** Offsets at which lines begin. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    // Python's line ends, which are those of editors; JavaScript's U+2028 is not one.
    this.#starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  }

  toPosition(offset: number): TextPosition {
    const index = this.#findLine(offset);
    return { line: index + 1, column: offset - (this.#starts[index] ?? 0) + 1 };
  }

  /** Without its line end; empty behind the last line. */
  getLine(line: number): string {
    const text = this.#text.slice(this.#starts[line - 1] ?? this.#text.length, this.#starts[line] ?? this.#text.length);
    return text.replace(/[\r\n]+$/, '');
  }

  #findLine(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Negative when `a` comes before `b`. */
export function comparePositions(a: TextPosition, b: TextPosition): number {
  return a.line - b.line || a.column - b.column;
}
