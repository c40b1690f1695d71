/** Reads a text from left to right, and knows where it stopped. */

/** What is wrong with a text, and where. */
export class Mistake {
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Completes "… at column 7: ". */
  readonly problem: string;

  constructor(column: number, problem: string) {
    this.column = column;
    this.problem = problem;
  }
}

export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Of what comes next, from 1. */
  get column(): number {
    return this.#at + 1;
  }

  skipBlanks(): this {
    this.take(/[ \t]*/);
    return this;
  }

  /** What matches right here, and moves behind it. Undefined, and stays, where nothing does. */
  take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
    sticky.lastIndex = this.#at;
    const [found] = sticky.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** As `take`. @throws Mistake saying what was expected, and what is there */
  expect(pattern: RegExp, what: string): string {
    return this.take(pattern) ?? this.refuse(`${what} is expected here, ${this.#describeNext()}`);
  }

  /** @throws Mistake right here, or at a column that came before */
  refuse(problem: string, column = this.column): never {
    throw new Mistake(column, problem);
  }

  #describeNext(): string {
    if (this.isAtEnd) return 'and nothing follows';
    const [word = ''] = /^(?:[\w.]+|.)/u.exec(this.#text.slice(this.#at)) ?? [];
    return `not \`${word}\``;
  }
}
