/** What is said of a run when it has ended: why tasks failed, and in one line what it came to. */
import type { RunResult, TaskInstance } from '../../run/run-result.js';
import { formatDuration } from './duration.js';
import { describeFailure, renderFailure } from './failure.js';
import { formatPath } from './place.js';
import { labelTask } from './run-progress.js';
import { markState } from './state-words.js';
import type { Surroundings } from './surroundings.js';

const MAX_FAILURES = 10;

export interface RunReport {
  readonly result: Pick<RunResult<unknown>, 'dagId' | 'runId' | 'state' | 'startedAt' | 'endedAt' | 'tasks'>;
  /** Where the run's journal and logs are. Absolute. */
  readonly folder: string;
}

/** The failures, each with its lines, and below them the line that sums the run up. */
export function renderRunReport({ result, folder }: RunReport, surroundings: Surroundings): string[] {
  const failed = result.tasks.filter(({ state, error }) => error !== undefined && state !== 'cancelled');
  const more = failed.length - MAX_FAILURES;
  return [
    ...failed.slice(0, MAX_FAILURES).flatMap((task) => [...renderFailedTask(task, surroundings), '']),
    ...(more > 0 ? [`and ${more} more tasks failed`, ''] : []),
    renderSummary({ result, folder }, surroundings),
  ];
}

/** One failed task with its lines. */
export function renderFailedTask(
  { taskId, mapIndexes, error, attempts }: Pick<TaskInstance, 'taskId' | 'mapIndexes' | 'error' | 'attempts'>,
  surroundings: Surroundings,
): string[] {
  if (error === undefined) return [];
  const { palette } = surroundings;
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  const title = `${markState('failed', palette)} ${palette.bold(labelTask({ taskId, mapIndexes }))} failed${tries}`;
  const [first = '', ...rest] = describeFailure(error).split('\n');
  return [`${title}: ${first}`, ...rest.map((line) => `  ${line}`), ...renderFailure(error, surroundings)];
}

function renderSummary({ result, folder }: RunReport, { palette, cwd }: Surroundings): string {
  const { dagId, state, startedAt, endedAt, tasks } = result;
  const took = endedAt === undefined ? '' : ` in ${formatDuration(endedAt.getTime() - startedAt.getTime())}`;
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(task.state, (counts.get(task.state) ?? 0) + 1);
  const told = [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'no tasks';
  const title = `${markState(state, palette)} ${palette.bold(dagId)} ${state}${took}`;
  return `${title}${palette.dim(`  ${told}  ${formatPath(folder, cwd)}`)}`;
}
