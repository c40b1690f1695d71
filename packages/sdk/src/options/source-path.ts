/** The option `source` of `@dag`. */
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path that a path or a `file:` URL names; undefined for what names none. */
export function findSourcePath(source: unknown): string | undefined {
  const text = source instanceof URL ? source.href : source;
  if (typeof text !== 'string') return undefined;
  if (!text.startsWith('file:')) return isAbsolute(text) ? text : undefined;
  try {
    return fileURLToPath(text);
  } catch {
    // A URL of another host, or one that is none.
    return undefined;
  }
}
