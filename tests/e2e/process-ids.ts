/** Which processes are still there. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/** Those that are still alive when the time is over; returns as soon as none is. */
export async function waitUntilGone(ids: readonly number[], limitMs: number): Promise<readonly number[]> {
  const end = Date.now() + limitMs;
  let alive = ids.filter(isAlive);
  while (alive.length > 0 && Date.now() < end) {
    await delay(POLL_MS);
    alive = alive.filter(isAlive);
  }
  return alive;
}

/** A zombie, which nobody has buried yet, is not. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  try {
    const status = readFileSync(`/proc/${id}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    // Gone in between, or a system without /proc.
    return process.platform !== 'linux';
  }
}
