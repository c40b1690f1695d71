/** What a spec says of when its DAG runs: what the author said of it, and nothing where nothing was said. */
import type { ResolvedDagOptions } from '../options/dag-options.js';
import type { DagSpec } from './dag-spec.js';

type TimetableSpec = Pick<DagSpec, 'schedule' | 'startDate' | 'endDate' | 'timeZone' | 'catchup'>;

export function describeTimetable(options: ResolvedDagOptions): TimetableSpec {
  const { schedule, startDate, endDate, timeZone, catchup } = options;
  return {
    ...(schedule === undefined ? {} : { schedule }),
    ...(startDate === undefined ? {} : { startDate }),
    ...(endDate === undefined ? {} : { endDate }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(catchup === undefined ? {} : { catchup }),
  };
}
