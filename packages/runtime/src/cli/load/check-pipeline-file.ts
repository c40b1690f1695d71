/** Whether the path that the user typed can be a pipeline, before anything is loaded for it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { runtimeError } from '../../errors.js';
import { listWords } from './list-words.js';

export const TYPESCRIPT_EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx'];
const EXTENSIONS = [...TYPESCRIPT_EXTENSIONS, '.js', '.mjs', '.cjs'];

/**
 * Gives the absolute path.
 *
 * @throws TaskloomError USAGE
 */
export function checkPipelineFile(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw runtimeError('USAGE', `There is no file "${file}".`, { hint: describeFolder(dirname(path)) });
  }
  if (stats.isDirectory()) {
    throw runtimeError('USAGE', `"${file}" is a folder.`, { hint: describeFolder(path) });
  }
  if (EXTENSIONS.includes(extname(path))) return path;
  throw runtimeError('USAGE', `"${file}" is neither TypeScript nor JavaScript.`, {
    hint: `Name a file that ends in ${listWords(EXTENSIONS, 'or')}.`,
  });
}

function describeFolder(folder: string): string {
  if (!existsSync(folder)) return `Check the path; there is no folder ${folder}.`;
  const names = readdirSync(folder).filter((name) => EXTENSIONS.includes(extname(name)) && !name.includes('.d.'));
  if (names.length === 0) return `Name a file; the folder ${folder} has none that could be a pipeline.`;
  const shown = names.sort().slice(0, 8);
  return `Name ${shown.length > 1 ? 'one of ' : ''}${listWords(shown, 'or')} in ${folder}.`;
}
