/** Paths that authors give relative to their own file. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { authorError, type SourceLocation } from '../errors.js';

/**
 * An absolute path. Whether there is a file is looked at when the DAG is planned.
 *
 * @throws TaskloomError PYTHON_BODY_INVALID for a base that is no file, or a path that is no text
 */
export function resolveFile(base: string | URL, path: string, location: SourceLocation | undefined): string {
  const basePath = toPath(base);
  if (basePath !== undefined && typeof path === 'string' && path !== '') return resolve(dirname(basePath), path);
  throw authorError('PYTHON_BODY_INVALID', `python.file got "${String(base)}" and "${String(path)}".`, {
    hint: "Pass import.meta.url and a path relative to it: python.file(import.meta.url, './train.py').",
    location,
  });
}

function toPath(base: unknown): string | undefined {
  const text = String(base);
  if (text.startsWith('file:')) return fileURLToPath(text);
  return isAbsolute(text) ? text : undefined;
}
