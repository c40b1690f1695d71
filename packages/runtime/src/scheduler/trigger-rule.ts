/** What becomes of a task, given the states of its upstreams: a pure function from counts to a verdict. */
import type { TaskState, TriggerRule } from '@taskloom/sdk';

export type Verdict = 'wait' | 'run' | 'skipped' | 'upstream_failed';

/** How many upstream tasks there are, and in which final state those are that have one. */
export interface UpstreamTally {
  readonly total: number;
  readonly success: number;
  readonly skipped: number;
  readonly failed: number;
  readonly upstreamFailed: number;
}

export function startTally(total: number): UpstreamTally {
  return { total, success: 0, skipped: 0, failed: 0, upstreamFailed: 0 };
}

/** The tally after one more upstream has reached a final state. */
export function tally(counts: UpstreamTally, state: TaskState): UpstreamTally {
  if (state === 'success') return { ...counts, success: counts.success + 1 };
  if (state === 'skipped') return { ...counts, skipped: counts.skipped + 1 };
  if (state === 'failed') return { ...counts, failed: counts.failed + 1 };
  return { ...counts, upstreamFailed: counts.upstreamFailed + 1 };
}

/**
 * Airflow's rules (airflow/ti_deps/deps/trigger_rule_dep.py), except that a rule which needs every upstream waits for
 * every upstream before it says no: Airflow takes the first state that it sees, so that a skip and a failure side by
 * side end differently from run to run. Here a failure always outweighs a skip.
 */
export function decide(rule: TriggerRule, counts: UpstreamTally): Verdict {
  if (counts.total === 0) return 'run';
  const early = EARLY[rule]?.(counts) === true;
  if (early) return 'run';
  const isDone = counts.success + counts.skipped + counts.failed + counts.upstreamFailed === counts.total;
  return isDone ? FINAL[rule](counts) : 'wait';
}

/** Rules that need not see every upstream: when they know enough to run. */
const EARLY: Readonly<Partial<Record<TriggerRule, (counts: UpstreamTally) => boolean>>> = {
  one_success: ({ success }) => success > 0,
  one_failed: ({ failed, upstreamFailed }) => failed + upstreamFailed > 0,
  one_done: ({ success, failed }) => success + failed > 0,
  always: () => true,
};

/** What each rule says when every upstream is final. */
const FINAL: Readonly<Record<TriggerRule, (counts: UpstreamTally) => Verdict>> = {
  all_success: (counts) => failedIf(hasFailed(counts)) ?? skippedIf(counts.skipped > 0) ?? 'run',
  all_failed: ({ success, skipped }) => skippedIf(success + skipped > 0) ?? 'run',
  all_done: () => 'run',
  all_done_min_one_success: ({ success, skipped }) => skippedIf(skipped > 0) ?? failedIf(success === 0) ?? 'run',
  all_skipped: ({ skipped, total }) => skippedIf(skipped < total) ?? 'run',
  one_success: ({ skipped, total }) => skippedIf(skipped === total) ?? 'upstream_failed',
  one_failed: () => 'skipped',
  one_done: () => 'skipped',
  none_failed: (counts) => failedIf(hasFailed(counts)) ?? 'run',
  none_failed_min_one_success: (counts) =>
    failedIf(hasFailed(counts)) ?? skippedIf(counts.skipped === counts.total) ?? 'run',
  none_skipped: ({ skipped }) => skippedIf(skipped > 0) ?? 'run',
  always: () => 'run',
};

function hasFailed({ failed, upstreamFailed }: UpstreamTally): boolean {
  return failed + upstreamFailed > 0;
}

function failedIf(condition: boolean): Verdict | undefined {
  return condition ? 'upstream_failed' : undefined;
}

function skippedIf(condition: boolean): Verdict | undefined {
  return condition ? 'skipped' : undefined;
}
