/** What an interpreter has installed of its own. */
import { readdir } from 'node:fs/promises';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';

/** Names and versions, as the folders of their metadata have them, sorted. */
export async function listBasePackages({ sitePackages }: InterpreterIdentity): Promise<readonly string[]> {
  const names = await Promise.all(sitePackages.map((folder) => readdir(folder).catch(() => [])));
  return [...new Set(names.flat().filter((name) => /\.(?:dist|egg)-info$/.test(name)))].sort();
}
