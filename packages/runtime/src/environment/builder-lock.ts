/** Lets one process at a time build an environment, and clear away what builders that were killed have left. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Clock } from '../ports.js';

const POLL_MS = 100;
/** Of a builder on another machine, of which only the age of its lock is known. */
const FOREIGN_LIMIT_MS = 30 * 60_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process was started, so that another one with its number is not taken for it; null where unknown. */
  readonly startedAt: string | null;
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
  await writeFile(draft, JSON.stringify(self), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
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
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === null || startedAt === (await readStart(pid));
}

/** In ticks since the machine was started; null where the system does not tell. */
async function readStart(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program, in parentheses, may hold anything.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
