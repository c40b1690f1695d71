/** Mistakes of an author as tests state them: the words, and the line of the test file with ▸ at the column. */
import { readFileSync } from 'node:fs';
import type { SourceLocation } from '@taskloom/sdk';
import { TaskloomError } from '@taskloom/sdk';

export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** `const total = ▸load() + 1;`. Undefined where the error has no place. */
  readonly at: string | undefined;
}

export function show(error: unknown): ShownError {
  if (!(error instanceof TaskloomError)) throw new Error('This is not an error of ours.', { cause: error });
  const { code, message, hint, location } = error;
  return { code, message, hint, at: showPlace(location) };
}

/** What `body` throws, shown. */
export function showThrown(body: () => unknown): ShownError {
  try {
    body();
  } catch (error) {
    return show(error);
  }
  throw new Error('Nothing was thrown.');
}

/** What the promise of `body` rejects with, shown. */
export async function showRejected(body: () => Promise<unknown>): Promise<ShownError> {
  try {
    await body();
  } catch (error) {
    return show(error);
  }
  throw new Error('Nothing was rejected.');
}

/**
 * The line without its indentation, ▸ before the column.
 *
 * @throws Error where the file has that line more than once, so that the text would not tell which one it is
 */
export function showPlace(location: SourceLocation | undefined): string | undefined {
  if (location === undefined) return undefined;
  const lines = readFileSync(location.file, 'utf8').split('\n');
  const line = lines[location.line - 1] ?? '';
  if (lines.filter((other) => other.trim() === line.trim()).length > 1) {
    throw new Error(`${location.file} has the line "${line.trim()}" more than once.`);
  }
  const column = location.column - 1;
  return `${line.slice(0, column)}▸${line.slice(column)}`.trim();
}
