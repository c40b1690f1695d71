/** Airflow's trigger rules. What each means is decided where tasks are scheduled. */

export const TRIGGER_RULES = [
  'all_success',
  'all_failed',
  'all_done',
  'all_done_min_one_success',
  'all_skipped',
  'one_success',
  'one_failed',
  'one_done',
  'none_failed',
  'none_failed_min_one_success',
  'none_skipped',
  'always',
] as const;

/** What the states of a task's upstreams must be for it to run. */
export type TriggerRule = (typeof TRIGGER_RULES)[number];
