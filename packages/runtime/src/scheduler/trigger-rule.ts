/** What becomes of a task once its upstreams are final: a pure function from counts to a verdict. */
import type { TaskState } from '@taskloom/sdk';

export type Verdict = 'wait' | 'run' | 'skipped' | 'upstream_failed';

/** How many upstream tasks there are, and in which final state those are that have one. */
export interface UpstreamTally {
  readonly total: number;
  readonly success: number;
  readonly skipped: number;
  /** `failed` and `upstream_failed` together. */
  readonly failed: number;
}

/**
 * Airflow's `all_success`, except that it waits for every upstream: Airflow takes the first state it sees, so that
 * a skip and a failure side by side end differently from run to run. Here a failure always outweighs a skip.
 */
export function decideAllSuccess({ total, success, skipped, failed }: UpstreamTally): Verdict {
  if (success + skipped + failed < total) return 'wait';
  if (failed > 0) return 'upstream_failed';
  return skipped > 0 ? 'skipped' : 'run';
}

/** The tally after one more upstream has reached a final state. */
export function tally(counts: UpstreamTally, state: TaskState): UpstreamTally {
  if (state === 'success') return { ...counts, success: counts.success + 1 };
  if (state === 'skipped') return { ...counts, skipped: counts.skipped + 1 };
  return { ...counts, failed: counts.failed + 1 };
}
