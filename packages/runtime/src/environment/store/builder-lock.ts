/** Lets one process at a time build an environment, and clear away what builders that were killed have left. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { Clock } from '../../ports.js';
import { makeFolder } from './make-folder.js';
import { isProcessAlive, type ProcessIdentity, readStart } from './process-identity.js';

const POLL_MS = 100;
/** Of a builder on another machine, of which only the age of its lock is known. */
const FOREIGN_LIMIT_MS = 30 * 60_000;

interface Holder extends ProcessIdentity {
  readonly host: string;
  /** Of this lock alone. */
  readonly id: string;
}

export interface LockWait {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once when somebody else has the lock. */
  onWait(pid: number): void;
}

/** Waits for its turn. Gives what releases the lock; rejects with the signal's reason. */
export async function acquireBuilderLock(
  path: string,
  { clock, signal, onWait }: LockWait,
): Promise<() => Promise<void>> {
  const self: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: await readStart(process.pid),
    id: randomUUID(),
  };
  let hasTold = false;
  while (!(await tryCreate(path, self))) {
    signal.throwIfAborted();
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (!(await isAlive(holder, path, clock))) {
      await removeLock(path, holder.id);
      continue;
    }
    if (!hasTold) onWait(holder.pid);
    hasTold = true;
    await clock.sleep(POLL_MS, signal);
  }
  return () => removeLock(path, self.id);
}

/** The file is complete before it has its name. */
async function tryCreate(path: string, self: Holder): Promise<boolean> {
  const draft = `${path}.${self.id}`;
  // Who prunes removes the folder when it is empty, at any time.
  await makeFolder(dirname(path));
  try {
    await writeFile(draft, JSON.stringify(self), { mode: 0o600 });
    await link(draft, path);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves the lock away before it looks whose it is: two who want to remove a dead one cannot remove a live one. */
async function removeLock(path: string, id: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  // Somebody else was quicker, and what was moved is the lock of who came after: it goes back, unless a third has one.
  if (moved !== undefined && moved.id !== id) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Undefined when there is none. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Holder);
}

async function isAlive({ pid, host, startedAt }: Holder, path: string, clock: Clock): Promise<boolean> {
  if (host !== hostname()) {
    const age = await stat(path).then(
      ({ mtimeMs }) => clock.now().getTime() - mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    return age < FOREIGN_LIMIT_MS;
  }
  return isProcessAlive({ pid, startedAt });
}
