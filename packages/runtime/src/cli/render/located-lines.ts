/** A place in a source file with the lines around it. */
import { cleanLine } from './clean-line.js';
import { renderCodeFrame } from './code-frame.js';
import { formatPlace } from './place.js';
import type { Surroundings } from './surroundings.js';

export interface LocatedLines {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly endColumn?: number;
  /** The function that the line is in. */
  readonly function?: string;
  /** The text of the line, for where the file cannot be read. */
  readonly source?: string;
}

/** The place, and below it its lines where they are known. */
export function renderLocatedLines(located: LocatedLines, surroundings: Surroundings): string[] {
  const { palette, width, cwd, readSource } = surroundings;
  const within = located.function === undefined ? '' : palette.dim(` in ${cleanLine(located.function)}`);
  const text = readSource(located.file) ?? placeLine(located);
  const { line, column, endColumn } = located;
  const frame = text === undefined ? [] : renderCodeFrame({ text, line, column, endColumn }, palette, width - 4);
  return [`${palette.cyan(cleanLine(formatPlace(located, cwd)))}${within}`, ...frame.map((shown) => `  ${shown}`)];
}

/** The one line that is known, at its number. */
function placeLine({ line, source }: LocatedLines): string | undefined {
  return source === undefined ? undefined : '\n'.repeat(line - 1) + source;
}
