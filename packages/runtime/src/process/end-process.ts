/** Ends a process early: it is asked to, gets time to put its affairs in order, and is killed. */
import type { Clock } from '../ports.js';
import type { ProcessEnd, StartedProcess } from './start-process.js';

export interface EndingOptions {
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly clock: Clock;
}

/** Sends SIGTERM to the whole group, and SIGKILL after the grace period. Resolves when the main process has ended. */
export async function endProcess(
  process: Pick<StartedProcess, 'ended' | 'signal'>,
  { graceMs, clock }: EndingOptions,
): Promise<ProcessEnd> {
  const grace = new AbortController();
  process.signal('SIGTERM');
  await Promise.race([process.ended, clock.sleep(graceMs, grace.signal)]);
  grace.abort();
  process.signal('SIGKILL');
  return process.ended;
}
