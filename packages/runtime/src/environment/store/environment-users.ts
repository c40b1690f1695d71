/** Which processes use an environment: a file for each, so that none is pruned under a task. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readStart } from './process-identity.js';

const FOLDER = 'users';

/** Of this process, until it is released. @param home the folder of the environment */
export async function registerUser(home: string): Promise<() => Promise<void>> {
  const file = join(home, FOLDER, randomUUID());
  const self = { pid: process.pid, host: hostname(), startedAt: await readStart(process.pid) };
  await mkdir(join(home, FOLDER), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(self), { mode: 0o600 });
  return () => rm(file, { force: true });
}
