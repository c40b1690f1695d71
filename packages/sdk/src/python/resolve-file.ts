/** Paths that authors give relative to their own file. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export function resolveFile(base: string | URL, path: string): string {
  const text = String(base);
  return resolve(dirname(text.startsWith('file:') ? fileURLToPath(text) : text), path);
}
