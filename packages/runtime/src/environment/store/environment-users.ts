/** Which processes use an environment: a file for each, so that none is pruned under a task. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../shared-folders/make-folder.js';
import { isProcessAlive, readStart } from '../../shared-folders/process-identity.js';

const FOLDER = 'users';

/** Of this process, until it is released. @param home the folder of the environment */
export async function registerUser(home: string): Promise<() => Promise<void>> {
  const file = join(home, FOLDER, randomUUID());
  const self = { pid: process.pid, host: hostname(), startedAt: await readStart(process.pid) };
  // Who prunes removes the folder when it is empty, at any time.
  try {
    while (!(await tryWrite(file, JSON.stringify(self)))) await makeFolder(join(home, FOLDER));
  } catch (error) {
    // What nobody can write to, nobody can prune.
    if ((error as NodeJS.ErrnoException).code === 'EROFS') return async () => undefined;
    throw error;
  }
  return () => rm(file, { force: true });
}

async function tryWrite(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    // Of a disk that is full.
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Process ids of those who are alive. What dead ones have left is cleared away; of other machines all count as alive. */
export async function listUsers(home: string): Promise<readonly number[]> {
  const folder = join(home, FOLDER);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => readUser(join(folder, name))));
  return found.filter((pid) => pid !== undefined);
}

async function readUser(file: string): Promise<number | undefined> {
  const user = parseUser(await readFile(file, 'utf8').catch(() => ''));
  // It is being written, or was removed.
  if (user === undefined) return undefined;
  if (user.host !== hostname() || (await isProcessAlive(user))) return user.pid;
  await rm(file, { force: true });
  return undefined;
}

function parseUser(text: string) {
  try {
    return JSON.parse(text) as { readonly pid: number; readonly host: string; readonly startedAt: string | null };
  } catch {
    return undefined;
  }
}
