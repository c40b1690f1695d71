/** What an attempt's outcome means for its task: a pure function. */
import type { TaskOptionsSpec } from '@taskloom/sdk/internal';
import type { AttemptOutcome } from '../../ports.js';
import { computeRetryDelay } from './retry-delay.js';
import { findRetryRule } from './retry-policy.js';

export type AttemptVerdict =
  | { readonly state: 'success' | 'skipped' | 'failed' | 'cancelled' }
  | { readonly state: 'up_for_retry'; readonly delayMs: number };

export interface AttemptFacts {
  readonly options: Pick<
    TaskOptionsSpec,
    'retries' | 'retryDelayMs' | 'retryBackoff' | 'maxRetryDelayMs' | 'retryPolicy'
  >;
  /** Counted from 1. */
  readonly attempt: number;
  /** Tells this attempt of this task in this run from all others. */
  readonly seed: string;
  /** What ended the run while the attempt ran: a cancel, or a limit of the run. */
  readonly stopped?: 'cancelled' | 'failed' | undefined;
}

/**
 * Retries a failure as long as there are retries left, unless it is final, the author's policy says otherwise, or the
 * run was stopped.
 */
export function judgeAttempt(outcome: AttemptOutcome, facts: AttemptFacts): AttemptVerdict {
  if (outcome.kind === 'success' || outcome.kind === 'skipped') return { state: outcome.kind };
  if (facts.stopped !== undefined) return { state: facts.stopped };
  const { options, attempt, seed } = facts;
  if (outcome.final || attempt > options.retries) return { state: 'failed' };
  const rule = findRetryRule(options.retryPolicy ?? [], outcome.failure);
  if (rule?.action === 'fail') return { state: 'failed' };
  return { state: 'up_for_retry', delayMs: rule?.delayMs ?? computeRetryDelay(options, attempt, seed) };
}
