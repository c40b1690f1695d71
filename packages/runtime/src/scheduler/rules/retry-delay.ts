/** How long a failed task waits for its next attempt: pure functions. */
import { createHash } from 'node:crypto';
import type { TaskOptionsSpec } from '@taskloom/sdk/internal';

/** Airflow's MAX_RETRY_DELAY. */
const LONGEST_MS = 24 * 3_600_000;

type DelayOptions = Pick<TaskOptionsSpec, 'retryDelayMs' | 'retryBackoff' | 'maxRetryDelayMs'>;

/**
 * Milliseconds. With backoff it is Airflow's formula (models/taskinstance.py, `next_retry_datetime`), in whole seconds:
 * the delay times the multiplier to the power of the attempts before, and between nothing and as much again on top of
 * it, which differs from task to task and is the same every time.
 *
 * @param attempt the one that failed, from 1
 * @param seed tells this attempt of this task in this run from all others
 */
export function computeRetryDelay(options: DelayOptions, attempt: number, seed: string): number {
  const { retryDelayMs, retryBackoff, maxRetryDelayMs = Number.POSITIVE_INFINITY } = options;
  if (retryBackoff === undefined) return retryDelayMs;
  const seconds = Math.min(LONGEST_MS, (retryDelayMs / 1000) * retryBackoff ** (attempt - 1));
  const least = Math.max(1, Math.ceil(seconds));
  const hash = BigInt(`0x${createHash('sha1').update(seed).digest('hex')}`);
  const jitter = Number(hash % BigInt(least));
  return Math.min(maxRetryDelayMs, LONGEST_MS, (least + jitter) * 1000);
}
