/** The lines around a place in a file, with carets below what is meant. */
import stringWidth from 'string-width';
import { cleanLine } from './clean-line.js';
import type { Palette } from './palette.js';

export interface CodeFrame {
  /** The whole text of the file. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. Absent: the line is marked, without a caret. */
  readonly column?: number | undefined;
  /** One past the last column that gets a caret. Default: one caret. */
  readonly endColumn?: number | undefined;
}

const CONTEXT = 2;

/**
 * Up to two lines before and after; empty when the file has no such line. Of lines longer than `width` columns, the
 * part around the place is shown.
 */
export function renderCodeFrame(frame: CodeFrame, palette: Palette, width = 160): string[] {
  const lines = frame.text.split(/\r\n|\n|\r/);
  const meant = lines[frame.line - 1];
  if (meant === undefined) return [];
  const [first, last] = findContext(lines, frame.line);
  const gutter = String(last).length;
  const room = Math.max(20, width - gutter - 5);
  const start = findWindow(meant, frame.column ?? 1, room);
  const carets = drawCarets(meant, frame, start, room);

  const shown: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const label = String(number).padStart(gutter);
    const text = cutLine(lines[number - 1] ?? '', start, room);
    if (number !== frame.line) {
      shown.push(palette.dim(`  ${label} │ ${text}`.trimEnd()));
      continue;
    }
    shown.push(`${palette.red('❯')} ${label} ${palette.dim('│')} ${text}`.trimEnd());
    if (carets !== '') shown.push(`  ${' '.repeat(gutter)} ${palette.dim('│')} ${palette.red(carets)}`);
  }
  return shown;
}

/** First and last line to show. Empty lines at either end would tell nothing. */
function findContext(lines: readonly string[], line: number): [first: number, last: number] {
  const isEmpty = (number: number): boolean => lines[number - 1]?.trim() === '';
  let first = Math.max(1, line - CONTEXT);
  let last = Math.min(lines.length, line + CONTEXT);
  while (first < line && isEmpty(first)) first += 1;
  while (last > line && isEmpty(last)) last -= 1;
  return [first, last];
}

/** How many units of long lines are left out at the left, so that the column is on the screen. */
function findWindow(line: string, column: number, room: number): number {
  if (cleanLine(line).length <= room || column <= room - 10) return 0;
  return column - Math.floor(room / 2);
}

function cutLine(line: string, start: number, room: number): string {
  const text = cleanLine(line.slice(start));
  const tail = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  return start === 0 || tail === '' ? tail : `…${tail.slice(1)}`;
}

function drawCarets(line: string, { column, endColumn }: CodeFrame, start: number, room: number): string {
  if (column === undefined || column > line.length + 1) return '';
  const end = Math.min(endColumn ?? column + 1, line.length + 1);
  const before = stringWidth(cleanLine(line.slice(start, column - 1)));
  const marked = stringWidth(cleanLine(line.slice(column - 1, end - 1)));
  return ' '.repeat(before) + '^'.repeat(Math.max(1, Math.min(marked, room - before)));
}
