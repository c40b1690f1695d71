/** Where a requirement is written, so that an error can point into it. */
import { readFileSync } from 'node:fs';
import type { SourceLocation } from '@taskloom/sdk/internal';

/** A requirement, and the file that it stands in where that is not the author's. */
export interface WrittenRequirement {
  readonly text: string;
  readonly place?: { readonly file: string; readonly line: number };
}

/**
 * The column of a mistake in the file that the requirement is written in. In an author's source the requirement is
 * looked for as it is; where it is not to be found exactly once, the place of its task has to do.
 *
 * @param column of the mistake, in the requirement, from 1
 */
export function locateMistake(
  { text, place }: WrittenRequirement,
  column: number,
  task: SourceLocation,
): SourceLocation {
  const lines = readLines(place?.file ?? task.file);
  if (place !== undefined) {
    const start = lines[place.line - 1]?.indexOf(text) ?? -1;
    return { ...place, column: start < 0 ? 1 : start + column };
  }
  const found = lines.flatMap((line, index) => findIn(line, text).map((start) => ({ line: index + 1, start })));
  const [only] = found;
  if (only === undefined || found.length > 1) return task;
  return { file: task.file, line: only.line, column: only.start + column };
}

/** Between quotes, or alone on a line of a longer text. */
function findIn(line: string, text: string): number[] {
  const quoted = [`'${text}'`, `"${text}"`, `\`${text}\``].map((literal) => line.indexOf(literal) + 1);
  const alone = line.trim() === text ? [line.indexOf(text)] : [];
  return [...quoted.filter((start) => start > 0), ...alone];
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
