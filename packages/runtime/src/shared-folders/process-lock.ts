/**
 * Lets one process at a time write to a folder: build an environment, go on with a run. What a process that was killed has
 * left of its lock holds nobody up.
 *
 * Who wants the lock looks until nobody has a file there, makes one of its own, whose name says who it is, and has the
 * lock once another look shows nobody else alive: of two, the one who comes second sees the first. Of several who see each
 * other, all but the first by id give way. A name is never used again, so that taking a dead one's file away can take it
 * from nobody else.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../ports.js';
import { makeFolder } from './make-folder.js';
import { isProcessAlive, type ProcessIdentity, readStart } from './process-identity.js';

const POLL_MS = 100;
/** A claim is renewed while it is held. */
const RENEW_MS = 60_000;
/** Of a process on another machine, of which only the age of its claim is known. */
const FOREIGN_LIMIT_MS = 30 * 60_000;

interface Claim extends ProcessIdentity {
  readonly host: string;
  /** Of this claim alone. */
  readonly id: string;
}

export interface LockWait {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once when somebody else has the lock. */
  onWait(pid: number, host: string): void;
}

/**
 * Waits for its turn. Gives what releases the lock; rejects with the signal's reason.
 *
 * @param path begins the names of the lock's files
 */
export async function acquireProcessLock(
  path: string,
  { clock, signal, onWait }: LockWait,
): Promise<() => Promise<void>> {
  const pid = process.pid;
  const claim: Claim = { pid, host: hostname(), startedAt: await readStart(pid), id: randomUUID() };
  const file = `${path}.${formatClaim(claim)}`;
  const renewing = setInterval(() => void renewClaim(file), RENEW_MS);
  renewing.unref();
  const release = async (): Promise<void> => {
    clearInterval(renewing);
    await rm(file, { force: true });
  };
  let hasTold = false;
  let hasWaited = false;
  try {
    for (let isClaimed = false; ; ) {
      signal.throwIfAborted();
      const others = (await listAlive(path, clock)).filter(({ id }) => id !== claim.id);
      const [other] = others;
      if (other === undefined && isClaimed) return release;
      if (other === undefined) {
        await writeClaim(file);
        isClaimed = true;
        continue;
      }
      // Who came at the same moment gives way to the first at once; who is there after a while has the lock.
      if (!hasTold && (hasWaited || !isClaimed)) {
        hasTold = true;
        onWait(other.pid, other.host);
      }
      if (isClaimed && others.some(({ id }) => id < claim.id)) {
        await rm(file, { force: true });
        isClaimed = false;
      }
      await clock.sleep(POLL_MS, signal);
      hasWaited = true;
    }
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * Does not wait. Where somebody else has the lock, `holder` is that process: `process 12`, `process 12 on host`.
 *
 * @param path begins the names of the lock's files
 */
export async function tryProcessLock(
  path: string,
  clock: Clock,
): Promise<{ readonly release: () => Promise<void> } | { readonly holder: string }> {
  const busy = new AbortController();
  let holder: string | undefined;
  const onWait = (pid: number, host: string): void => {
    holder = `process ${pid}${host === hostname() ? '' : ` on ${host}`}`;
    busy.abort();
  };
  try {
    return { release: await acquireProcessLock(path, { clock, signal: busy.signal, onWait }) };
  } catch (error) {
    if (holder === undefined) throw error;
    return { holder };
  }
}

/** The process that has the lock; undefined when none has. @param path begins the names of the lock's files */
export async function findLockHolder(path: string, clock: Clock): Promise<number | undefined> {
  const [claim] = await listAlive(path, clock, { isClearing: false });
  return claim?.pid;
}

async function renewClaim(file: string): Promise<void> {
  const now = new Date();
  // It may have been released meanwhile, or wait for its turn.
  await utimes(file, now, now).catch(() => undefined);
}

async function writeClaim(file: string): Promise<void> {
  try {
    await writeFile(file, '', { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Who prunes removes the folder when it is empty, at any time.
    await makeFolder(dirname(file));
    await writeClaim(file);
  }
}

/** Those whose process is alive. What dead ones have left is cleared away, but by who only looks. */
async function listAlive(
  path: string,
  clock: Clock,
  { isClearing = true }: { readonly isClearing?: boolean } = {},
): Promise<readonly Claim[]> {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(prefix));
  const found = await Promise.all(
    names.map(async (name) => {
      const claim = parseClaim(name.slice(prefix.length));
      if (claim === undefined || (await isAlive(claim, join(folder, name), clock))) return claim;
      if (isClearing) await rm(join(folder, name), { force: true });
      return undefined;
    }),
  );
  return found.filter((claim) => claim !== undefined);
}

function formatClaim({ id, pid, startedAt, host }: Claim): string {
  return [id, pid, startedAt ?? '', encodeURIComponent(host)].join(',');
}

/** Undefined for a file of another kind. */
function parseClaim(text: string): Claim | undefined {
  const [id = '', pid = '', startedAt = '', host] = text.split(',');
  if (host === undefined) return undefined;
  return { id, pid: Number(pid), startedAt: startedAt === '' ? null : startedAt, host: decodeURIComponent(host) };
}

async function isAlive({ host, pid, startedAt }: Claim, file: string, clock: Clock): Promise<boolean> {
  if (host === hostname()) return isProcessAlive({ pid, startedAt });
  const age = await stat(file).then(
    ({ mtimeMs }) => clock.now().getTime() - mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  return age < FOREIGN_LIMIT_MS;
}
