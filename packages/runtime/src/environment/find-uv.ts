/** Finds the installer that is used where it is there: uv. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findOnPath, isProgram } from './interpreter-places.js';

/** On the PATH, or where its own installer and cargo put it. Undefined: venv and pip do it. */
export async function findUv(): Promise<string | undefined> {
  const onPath = await findOnPath('uv');
  if (onPath !== undefined) return onPath;
  for (const path of [join(homedir(), '.local', 'bin', 'uv'), join(homedir(), '.cargo', 'bin', 'uv')]) {
    if (await isProgram(path)) return path;
  }
  return undefined;
}
