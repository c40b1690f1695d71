/** A run's and an attempt's facts in Airflow's terms, all of them derived from the logical date. */

import type { ContextFacts } from '../context-facts.js';
import { getMapIndex } from '../instance-id.js';
import type { PlannedTask, WireText } from '../ports.js';

export interface RunFacts {
  readonly dagId: string;
  readonly runId: string;
  readonly logicalDate: Date;
  readonly params: WireText;
}

/** What is the same for every task of a run. */
export type RunContextFacts = Omit<ContextFacts, 'taskId' | 'mapIndex' | 'mapIndexes' | 'attempt' | 'maxAttempts'>;

export function describeRunContext({ dagId, runId, logicalDate, params }: RunFacts): RunContextFacts {
  const instant = logicalDate.toISOString();
  const [day = '', time = ''] = instant.split('T');
  const dsNodash = day.replaceAll('-', '');
  const tsNodash = `${dsNodash}T${time.slice(0, 8).replaceAll(':', '')}`;
  return {
    dagId,
    runId,
    logicalDate: instant,
    // A run that was started by hand covers an instant, as in Airflow.
    dataIntervalStart: instant,
    dataIntervalEnd: instant,
    ds: day,
    dsNodash,
    ts: `${day}T${formatTime(time)}+00:00`,
    tsNodash,
    tsNodashWithTz: `${tsNodash}+0000`,
    params,
  };
}

export function describeAttempt(
  run: RunContextFacts,
  { spec }: PlannedTask,
  { mapIndexes, attempt }: { readonly mapIndexes: readonly number[]; readonly attempt: number },
): ContextFacts {
  const { taskId, options } = spec;
  return { ...run, taskId, mapIndex: getMapIndex(mapIndexes), mapIndexes, attempt, maxAttempts: options.retries + 1 };
}

/** Python's `isoformat` leaves a fraction of zero out and writes six digits otherwise. */
function formatTime(time: string): string {
  const milliseconds = time.slice(9, 12);
  return milliseconds === '000' ? time.slice(0, 8) : `${time.slice(0, 8)}.${milliseconds}000`;
}
