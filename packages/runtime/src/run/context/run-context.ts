/** A run's and an attempt's facts in Airflow's terms, derived from the logical date and the DAG's schedule. */
import { type DagSpec, findDataInterval } from '@taskloom/sdk/internal';
import type { ContextFacts, RunContextFacts } from '../../context-facts.js';
import { getMapIndex } from '../../instance-id.js';
import type { PlannedTask, WireText } from '../../ports.js';

export interface RunFacts {
  readonly dag: Pick<DagSpec, 'dagId' | 'schedule' | 'timeZone'>;
  readonly runId: string;
  readonly logicalDate: Date;
  readonly params: WireText;
}

export function describeRunContext({ dag, runId, logicalDate, params }: RunFacts): RunContextFacts {
  const instant = logicalDate.toISOString();
  const [day = '', time = ''] = instant.split('T');
  const dsNodash = day.replaceAll('-', '');
  const tsNodash = `${dsNodash}T${time.slice(0, 8).replaceAll(':', '')}`;
  const { start, end } = findDataInterval(dag, logicalDate);
  const fraction = describeFraction(time);
  return {
    dagId: dag.dagId,
    runId,
    logicalDate: instant,
    dataIntervalStart: start.toISOString(),
    dataIntervalEnd: end.toISOString(),
    ds: day,
    dsNodash,
    ts: `${day}T${time.slice(0, 8)}${fraction}+00:00`,
    tsNodash,
    tsNodashWithTz: `${tsNodash}${fraction}+0000`,
    params,
  };
}

export interface AttemptNumbers {
  readonly mapIndexes: readonly number[];
  /** Counted from 1. */
  readonly attempt: number;
  /** How many before it do not count against the task's retries. */
  readonly uncounted: number;
}

export function describeAttempt(
  run: RunContextFacts,
  { spec }: PlannedTask,
  { mapIndexes, attempt, uncounted }: AttemptNumbers,
): ContextFacts {
  const { taskId, options } = spec;
  const maxAttempts = uncounted + options.retries + 1;
  return { ...run, taskId, mapIndex: getMapIndex(mapIndexes), mapIndexes, attempt, maxAttempts };
}

/** Python's `isoformat` leaves a fraction of zero out and writes six digits otherwise. */
function describeFraction(time: string): string {
  const milliseconds = time.slice(9, 12);
  return milliseconds === '000' ? '' : `.${milliseconds}000`;
}
