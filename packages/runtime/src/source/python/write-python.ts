/** Writes a template as the text that Python compiles, line by line as in the file, and notes where columns differ. */
import type { ColumnShift } from '../../python-text.js';
import type { TextPosition } from '../line-table.js';
import type { PythonLayout } from './layout.js';
import type { PythonContext } from './scan-python.js';

/** Text between two placeholders. */
export interface TemplatePiece {
  /** Where it begins in the source. */
  readonly start: TextPosition;
  /** As Python sees it, in parts: before each but the first, a backslash of the source was dropped. */
  readonly parts: readonly string[];
}

/** What stands for `${…}`. */
export interface WrittenName {
  readonly name: string;
  readonly context: PythonContext;
  /** Of `$`, of the name or expression in the braces, and behind the closing brace. */
  readonly start: TextPosition;
  readonly inner: TextPosition;
  readonly end: TextPosition;
}

export interface WrittenPython {
  readonly text: string;
  readonly firstShift: number;
  readonly columnShifts: readonly ColumnShift[];
}

/** The parts of a raw text of a template: only `` \` `` and `\${` lose their backslash. */
export function splitEscapes(raw: string): readonly string[] {
  const parts: string[] = [''];
  for (const [token] of raw.replace(/\r\n?/g, '\n').matchAll(/\\(?:`|\$\{)|\\[\s\S]|[^\\]+|\\/g)) {
    if (token.startsWith('\\`') || token.startsWith('\\${')) parts.push(token.slice(1));
    else parts.push(`${parts.pop() ?? ''}${token}`);
  }
  return parts;
}

/** @param names one between each two pieces */
export function writePython(
  pieces: readonly TemplatePiece[],
  names: readonly WrittenName[],
  layout: PythonLayout,
): WrittenPython {
  const writer = new PythonWriter(pieces[0]?.start ?? { line: 1, column: 1 }, layout);
  for (const [index, piece] of pieces.entries()) {
    writer.writePiece(piece);
    const name = names[index];
    const next = pieces[index + 1]?.parts.join('') ?? '';
    if (name !== undefined) writer.writeName(name, next);
  }
  return writer.finish();
}

// A quote too: a word before it would be its prefix.
const STARTS_WITH_WORD = /^[\p{XID_Continue}'"]/u;
const ENDS_WITH_WORD = /\p{XID_Continue}$/u;

class PythonWriter {
  readonly #layout: PythonLayout;
  readonly #shifts: ColumnShift[] = [];
  readonly #firstLine: number;
  #firstShift = 0;
  #hasBegun = false;
  #text = '';
  #line: number;
  /** Of `#text`, where its last line begins. */
  #lineStart = 0;
  /** Column of the source at which the end of `#text` is. */
  #sourceColumn: number;
  /** Column of the source less column of the text, as far as noted. */
  #shift = 0;

  constructor(start: TextPosition, layout: PythonLayout) {
    this.#firstLine = start.line;
    this.#line = start.line;
    this.#sourceColumn = start.column;
    this.#layout = layout;
  }

  writePiece({ parts }: TemplatePiece): void {
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.#sourceColumn += 1;
      const [head = '', ...lines] = part.split('\n');
      this.#write(this.#hasBegun ? head : this.#begin(head));
      for (const line of lines) {
        this.#breakLine('\n');
        if (this.#layout.prefixed.has(this.#line - this.#firstLine)) this.#text += this.#layout.prefix;
        this.#write(line);
      }
    }
  }

  /** @param next the text that follows */
  writeName(written: WrittenName, next: string): void {
    if (written.context === 'field') this.#writeInField(written);
    else this.#writeInPlace(written);
    this.#sourceColumn = written.end.column;
    if (STARTS_WITH_WORD.test(next)) this.#separate();
  }

  finish(): WrittenPython {
    return { text: this.#text, firstShift: this.#firstShift, columnShifts: this.#shifts };
  }

  /** Takes the first line's blanks away, puts its indentation there, and gives what is left to write. */
  #begin(head: string): string {
    this.#hasBegun = true;
    const code = head.trimStart();
    this.#sourceColumn += head.length - code.length;
    this.#text = this.#layout.firstIndent ?? '';
    if (code !== '' || this.#text !== '') this.#firstShift = this.#sourceColumn - this.#column();
    this.#shift = this.#firstShift;
    return code;
  }

  /** Without blanks around, which `f"{x = }"` would print. */
  #writeInField({ name, inner }: WrittenName): void {
    this.#separate();
    this.#sourceColumn = inner.column;
    this.#write(name);
  }

  /** With blanks around that make it as wide as the placeholder, the name where the author wrote it. */
  #writeInPlace({ name, context, start, inner, end }: WrittenName): void {
    const isOneLine = start.line === end.line;
    const room = isOneLine ? end.column - start.column - name.length : Number.POSITIVE_INFINITY;
    const offset = inner.line === start.line ? inner.column - start.column : 2;
    // Where the line has nothing yet, blanks would be indentation.
    const lead = this.#isBlankLine() ? 0 : Math.max(0, Math.min(offset, room));
    if (lead === 0) this.#separate();
    this.#write(' '.repeat(lead) + name);
    for (let line = start.line; line < end.line; line += 1) this.#breakLine(context === 'comment' ? '\n#' : ' \\\n');
    this.#text += ' '.repeat(Math.max(0, end.column - this.#shift - this.#column()));
  }

  #write(text: string): void {
    if (text === '') return;
    const by = this.#sourceColumn - this.#column() - this.#shift;
    if (by !== 0) this.#shifts.push({ line: this.#line, column: this.#column(), by });
    this.#shift += by;
    this.#text += text;
    this.#sourceColumn += text.length;
  }

  #breakLine(lineEnd: string): void {
    this.#lineStart = this.#text.length + lineEnd.indexOf('\n') + 1;
    this.#text += lineEnd;
    this.#line += 1;
    this.#sourceColumn = 1;
    this.#shift = 0;
  }

  /** Keeps two words from becoming one. */
  #separate(): void {
    if (ENDS_WITH_WORD.test(this.#text)) this.#text += ' ';
  }

  #isBlankLine(): boolean {
    return this.#text.slice(this.#lineStart).trim() === '';
  }

  #column(): number {
    return this.#text.length - this.#lineStart + 1;
  }
}
