/**
 * Lets one process at a time build an environment. It saves work and is not what keeps environments whole: two
 * builders at once, on two machines that share a folder say, each build one, and the last to be published is used.
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
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
  const self: Holder = { pid: process.pid, host: hostname(), startedAt: await readStart(process.pid) };
  let hasTold = false;
  while (!(await tryCreate(path, self))) {
    signal.throwIfAborted();
    const holder = await readHolder(path);
    if (holder === undefined || !(await isAlive(holder, path))) {
      await rm(path, { force: true });
      continue;
    }
    if (!hasTold) onWait(holder.pid);
    hasTold = true;
    await clock.sleep(POLL_MS, signal);
  }
  return () => rm(path, { force: true });
}

async function tryCreate(path: string, self: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(self), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the lock has just been released. A builder that died while it wrote its name is dead as well. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return { pid: 0, host: hostname(), startedAt: null };
  }
}

async function isAlive({ pid, host, startedAt }: Holder, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    return age < FOREIGN_LIMIT_MS;
  }
  if (pid === 0) return false;
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
