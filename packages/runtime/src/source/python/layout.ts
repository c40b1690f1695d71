/**
 * How the lines of a body must be indented to stand under a `def`. They keep the file's own indentation, with two
 * exceptions: code on the template's first line, and code in the first column.
 */
import type { LogicalLine, PythonScan } from './scan-python.js';

export interface PythonLayout {
  /** What to put before the code of the text's first line; undefined where that line has none. */
  readonly firstIndent: string | undefined;
  /** Lines (from 0) before which `prefix` is put. Never within a string, whose value would change. */
  readonly prefixed: ReadonlySet<number>;
  readonly prefix: string;
}

/** @param firstColumn of the first line's code in the author's file, from 1 */
export function layOut({ logicalLines }: PythonScan, firstColumn: number): PythonLayout {
  const [first, ...rest] = logicalLines;
  const later = first?.index === 0 ? rest : logicalLines;
  const isFlush = later.some(({ indent }) => indent === '');
  return {
    firstIndent: first?.index === 0 ? (isFlush ? ' ' : indentFirst(first, later, firstColumn)) : undefined,
    prefixed: new Set(isFlush ? later.map(({ index }) => index) : []),
    prefix: ' ',
  };
}

function indentFirst(first: LogicalLine, later: readonly LogicalLine[], firstColumn: number): string {
  const [next] = later;
  // Alone, the line can stay where it is.
  if (next === undefined) return ' '.repeat(Math.max(1, firstColumn - 1));
  if (!first.opensBlock) return next.indent;
  const shortest = later.reduce((least, { indent }) => (indent.length < least.length ? indent : least), next.indent);
  return shortest.length < next.indent.length ? shortest : next.indent.slice(0, 1);
}
