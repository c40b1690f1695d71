/** What becomes of a task, given the states of its upstreams: a pure function from counts to a verdict. */
import type { TaskState } from '@taskloom/sdk';
import type { TaskRule } from '@taskloom/sdk/internal';

export type Verdict = 'wait' | 'run' | 'skipped' | 'upstream_failed';

/** How many upstream instances there are, and in which final state those are that have one. */
export interface UpstreamTally {
  total: number;
  success: number;
  skipped: number;
  failed: number;
  upstreamFailed: number;
}

/** Of the upstreams of a teardown, those that are setups. */
export type SetupTally = Pick<UpstreamTally, 'total' | 'success' | 'skipped'>;

export function startTally(total: number): UpstreamTally {
  return { total, success: 0, skipped: 0, failed: 0, upstreamFailed: 0 };
}

/** Counts one more upstream that has reached a final state. */
export function count(counts: UpstreamTally, state: TaskState): void {
  if (state === 'success') counts.success += 1;
  else if (state === 'skipped') counts.skipped += 1;
  else if (state === 'failed') counts.failed += 1;
  else counts.upstreamFailed += 1;
}

export function addTally(sum: UpstreamTally, other: UpstreamTally): void {
  sum.total += other.total;
  sum.success += other.success;
  sum.skipped += other.skipped;
  sum.failed += other.failed;
  sum.upstreamFailed += other.upstreamFailed;
}

export function isComplete({ total, success, skipped, failed, upstreamFailed }: UpstreamTally): boolean {
  return success + skipped + failed + upstreamFailed === total;
}

/**
 * Airflow's rules (airflow/ti_deps/deps/trigger_rule_dep.py), except that a rule which needs every upstream waits for
 * every upstream before it says no: Airflow takes the first state that it sees, so that a skip and a failure side by
 * side end differently from run to run. Here a failure always outweighs a skip.
 *
 * @param setups of a teardown
 */
export function decide(rule: TaskRule, counts: UpstreamTally, setups: SetupTally = NO_SETUPS): Verdict {
  if (counts.total === 0) return 'run';
  if (EARLY[rule]?.(counts) === true) return 'run';
  return isComplete(counts) ? FINAL[rule](counts, setups) : 'wait';
}

/** Whether a task with that rule may run before every upstream is final. */
export function mayRunEarly(rule: TaskRule): boolean {
  return EARLY[rule] !== undefined;
}

/**
 * What the upstreams outside of a map say of a mapped task as a whole, before it has an instance for each element: no,
 * where no instance could run whatever its other upstreams become, and else `run`.
 */
export function decideWhole(rule: TaskRule, outside: UpstreamTally): Verdict {
  if (!mayRunEarly(rule) && !isComplete(outside)) return 'wait';
  const best = { ...outside, total: outside.total + 1 };
  count(best, BEST[rule] ?? 'success');
  return decide(rule, best, { total: 1, success: 1, skipped: 0 });
}

/** What another upstream would have to become for a task with that rule to run. */
const BEST: Readonly<Partial<Record<TaskRule, TaskState>>> = {
  all_failed: 'failed',
  one_failed: 'failed',
  all_skipped: 'skipped',
};

const NO_SETUPS: SetupTally = { total: 0, success: 0, skipped: 0 };

/** Rules that need not see every upstream: when they know enough to run. */
const EARLY: Readonly<Partial<Record<TaskRule, (counts: UpstreamTally) => boolean>>> = {
  one_success: ({ success }) => success > 0,
  one_failed: ({ failed, upstreamFailed }) => failed + upstreamFailed > 0,
  one_done: ({ success, failed }) => success + failed > 0,
  always: () => true,
};

/** What each rule says when every upstream is final. */
const FINAL: Readonly<Record<TaskRule, (counts: UpstreamTally, setups: SetupTally) => Verdict>> = {
  all_success: (counts) => failedIf(hasFailed(counts)) ?? skippedIf(counts.skipped > 0) ?? 'run',
  all_failed: ({ success, skipped }) => skippedIf(success + skipped > 0) ?? 'run',
  all_done: () => 'run',
  all_done_min_one_success: ({ success, skipped }) => skippedIf(skipped > 0) ?? failedIf(success === 0) ?? 'run',
  // Of teardowns. One without setups runs whatever comes before it.
  all_done_setup_success: (_, { total, success, skipped }) =>
    total === 0 ? 'run' : (skippedIf(skipped === total) ?? failedIf(success === 0) ?? 'run'),
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
