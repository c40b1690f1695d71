/**
 * Reads Python text as far as needed to tell what a placeholder stands in, and where logical lines begin. It follows the
 * rules of 3.12 for f-strings, which hold everything that older versions accept. It finds no errors: Python does that.
 */

/** `field` is the expression of an f-string (or t-string); `string` is any text of a literal, format specs included. */
export type PythonContext = 'code' | 'comment' | 'field' | 'string';

/** A line on which a statement begins. */
export interface LogicalLine {
  /** Of the text's lines, from 0. */
  readonly index: number;
  readonly indent: string;
  /** It ends with the colon of a block. */
  readonly opensBlock: boolean;
}

export interface PythonScan {
  /** What the placeholder behind each piece but the last stands in. */
  readonly contexts: readonly PythonContext[];
  readonly logicalLines: readonly LogicalLine[];
}

/**
 * @param pieces the text around placeholders, with `\n` as line end
 * @param lineBreaks how many line ends each placeholder holds; default: none
 */
export function scanPython(pieces: readonly string[], lineBreaks: readonly number[] = []): PythonScan {
  const scanner = new PythonScanner();
  const contexts: PythonContext[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) contexts.push(scanner.passPlaceholder(lineBreaks[index - 1] ?? 0));
    scanner.read(piece);
  }
  return { contexts, logicalLines: scanner.finish() };
}

type Frame =
  | { readonly kind: 'code' | 'field'; depth: number }
  | { readonly kind: 'string'; readonly quote: string; readonly isFormat: boolean; readonly isRaw: boolean }
  | { readonly kind: 'spec' | 'comment' };

const STRING_PREFIX = /^(?:[rubft]|ur|[bft]r|r[bft])$/i;
const WORD = /[\p{L}\p{M}\p{N}\p{Pc}]+/uy;
const QUOTE = /'''|"""|'|"/y;
const NAMED_ESCAPE = /\\N\{[^}\n]*\}/y;

class PythonScanner {
  readonly #stack: Frame[] = [{ kind: 'code', depth: 0 }];
  readonly #lines: LogicalLine[] = [];
  #line = 0;
  /** Blanks since the line began, until something else comes. */
  #indent = '';
  /** The statement that is being read; undefined between two. */
  #statement: { readonly index: number; readonly indent: string } | undefined;
  /** The last character of code that is neither blank nor comment. */
  #last = '';

  passPlaceholder(lineBreaks: number): PythonContext {
    const { kind } = this.#top();
    if (kind === 'code') this.#noteCode('$');
    this.#line += lineBreaks;
    return kind === 'spec' ? 'string' : kind;
  }

  read(text: string): void {
    for (let offset = 0; offset < text.length; ) offset += this.#step(text, offset);
  }

  finish(): readonly LogicalLine[] {
    this.#endStatement();
    return this.#lines;
  }

  /** Reads what begins at the offset, and gives its length. */
  #step(text: string, offset: number): number {
    const frame = this.#top();
    const character = text[offset] ?? '';
    if (character === '\n') return this.#endLine(frame);
    switch (frame.kind) {
      case 'comment':
        return 1;
      case 'string':
        return this.#stepString(frame, text, offset);
      case 'spec':
        return this.#stepSpec(character);
      default:
        return this.#stepCode(frame, text, offset);
    }
  }

  #stepCode(frame: Extract<Frame, { depth: number }>, text: string, offset: number): number {
    const character = text[offset] ?? '';
    if (/[ \t\f]/.test(character)) return this.#passBlank(character);
    if (character === '#') return this.#push({ kind: 'comment' }, 1);
    if (character === '\\') return this.#passBackslash(text[offset + 1]);
    if (frame.kind === 'field' && frame.depth === 0 && /[:}]/.test(character)) return this.#endField(character);
    this.#noteCode(character);
    if (/[([{]/.test(character)) frame.depth += 1;
    if (/[)\]}]/.test(character)) frame.depth = Math.max(0, frame.depth - 1);
    const word = matchAt(WORD, text, offset);
    const quote = matchAt(QUOTE, text, offset + word.length);
    if (quote === '' || (word !== '' && !STRING_PREFIX.test(word))) return word.length || 1;
    const string = { kind: 'string', quote, isFormat: /[ft]/i.test(word), isRaw: /r/i.test(word) } as const;
    return this.#push(string, word.length + quote.length);
  }

  #stepString({ quote, isFormat, isRaw }: Extract<Frame, { kind: 'string' }>, text: string, offset: number): number {
    if (text.startsWith(quote, offset)) return this.#pop(quote.length);
    const character = text[offset];
    if (character === '\\') {
      const named = isFormat && !isRaw ? matchAt(NAMED_ESCAPE, text, offset) : '';
      if (named !== '') return named.length;
      // A brace behind a backslash still opens a field; a line end is counted by itself.
      const isPair = text[offset + 1] !== '\n' && !(isFormat && /[{}]/.test(text[offset + 1] ?? ''));
      if (text[offset + 1] === '\n') this.#line += 1;
      return isPair || text[offset + 1] === '\n' ? 2 : 1;
    }
    if (!isFormat || character !== '{') return 1;
    return text[offset + 1] === '{' ? 2 : this.#push({ kind: 'field', depth: 0 }, 1);
  }

  #stepSpec(character: string): number {
    if (character === '{') return this.#push({ kind: 'field', depth: 0 }, 1);
    return character === '}' ? this.#pop(1) : 1;
  }

  #endField(character: string): number {
    this.#stack.pop();
    return character === ':' ? this.#push({ kind: 'spec' }, 1) : 1;
  }

  #endLine(frame: Frame): number {
    this.#line += 1;
    if (frame.kind === 'comment') this.#stack.pop();
    // A string in single quotes that is still open here is an error of Python's; the next line is read afresh.
    if (frame.kind === 'string' && frame.quote.length === 1) this.#stack.pop();
    const top = this.#top();
    if (top.kind === 'code' && top.depth === 0) this.#endStatement();
    this.#indent = '';
    return 1;
  }

  #endStatement(): void {
    if (this.#statement !== undefined) this.#lines.push({ ...this.#statement, opensBlock: this.#last === ':' });
    this.#statement = undefined;
  }

  #passBlank(character: string): number {
    this.#indent += character;
    return 1;
  }

  #passBackslash(next: string | undefined): number {
    this.#noteCode('\\');
    if (next !== '\n') return 1;
    this.#line += 1;
    return 2;
  }

  #noteCode(character: string): void {
    this.#last = character;
    this.#statement ??= { index: this.#line, indent: this.#indent };
  }

  #push(frame: Frame, length: number): number {
    this.#stack.push(frame);
    return length;
  }

  #pop(length: number): number {
    this.#stack.pop();
    return length;
  }

  #top(): Frame {
    return this.#stack.at(-1) ?? { kind: 'code', depth: 0 };
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}
