/** Texts of files as a compiler sees them, and their digests. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Without a byte order mark, which no column counts. @throws the file system's error */
export function readText(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}

/** Undefined for what is not there or cannot be read. */
export function findText(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return undefined;
  }
}

/** SHA-256 in hex over texts, each kept apart from the next. */
export function digestText(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}
