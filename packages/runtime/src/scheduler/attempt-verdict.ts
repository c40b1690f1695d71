/** What an attempt's outcome means for its task: a pure function. */
import type { AttemptOutcome } from '../ports.js';

export type AttemptVerdict =
  | { readonly state: 'success' | 'skipped' | 'failed' | 'cancelled' }
  | { readonly state: 'up_for_retry'; readonly delayMs: number };

export interface AttemptFacts {
  /** Counted from 1. */
  readonly attempt: number;
  readonly retries: number;
  readonly retryDelayMs: number;
  /** The run was cancelled while the attempt ran. */
  readonly cancelled: boolean;
}

/** Retries a failure as long as there are retries left, unless it is final or the run was cancelled. */
export function judgeAttempt(outcome: AttemptOutcome, facts: AttemptFacts): AttemptVerdict {
  if (outcome.kind === 'success' || outcome.kind === 'skipped') return { state: outcome.kind };
  if (facts.cancelled) return { state: 'cancelled' };
  if (outcome.final || facts.attempt > facts.retries) return { state: 'failed' };
  return { state: 'up_for_retry', delayMs: facts.retryDelayMs };
}
