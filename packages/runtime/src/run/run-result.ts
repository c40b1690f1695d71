/** What a run came to: the value of `flow`, and each task instance with its XComs and logs. */
import type { TaskState } from '@taskloom/sdk';
import { decodeFromText, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { formatInstanceId, getMapIndex, UNMAPPED } from '../instance-id.js';
import type { RunRecord, WireText } from '../ports.js';
import type { RunSummary } from '../run-history.js';
import type { TaskFailure } from '../task-failure.js';
import { RETURN_VALUE } from './inputs/xcom-key.js';
import { RunFailedError } from './run-failed-error.js';
import type { InstanceRecord } from './run-states.js';

export interface RunResult<T> extends RunSummary {
  /** What `flow` returned, resolved. @throws RunFailedError unless the run succeeded */
  readonly value: T;
  /** In the order in which `flow` called them, those of a mapped task in the order of its list. */
  readonly tasks: readonly TaskInstance[];
  /**
   * @param mapIndex of a mapped task: its index in the list, or in a map inside of a map the indexes, the outermost first
   * @throws TaskloomError TASK_UNKNOWN
   */
  task(id: string, mapIndex?: number | readonly number[]): TaskInstance;
}

export interface TaskInstance {
  readonly taskId: string;
  /** In the innermost map around the task; −1 where it is not mapped, or ended before it was. */
  readonly mapIndex: number;
  /** In each map around it, the outermost first: `[]` where it is not mapped. */
  readonly mapIndexes: readonly number[];
  /** What `mapName` calls it. */
  readonly mapName?: string;
  readonly state: TaskState;
  /** How often it was tried; 0 when it never started. */
  readonly attempts: number;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly durationMs?: number;
  /** Why the last attempt failed. */
  readonly error?: TaskFailure;
  /** Why it skipped itself, where it said so. */
  readonly reason?: string;
  /** A value that the task returned (`return_value`, the default) or pushed; undefined when there is none. */
  xcom(key?: string): Promise<unknown>;
  /** What an attempt (default: the last) wrote to stdout, stderr and its log, a line each. */
  log(attempt?: number): Promise<string>;
}

export interface FinishedRun extends RunSummary {
  /** Absent unless the run succeeded. */
  readonly value?: WireText;
  /** Why there is no value though no task failed. */
  readonly error?: TaskloomError;
  readonly instances: readonly InstanceRecord[];
  readonly record: RunRecord;
}

export function createRunResult<T>({ value, error, instances, record, ...summary }: FinishedRun): RunResult<T> {
  const tasks = Object.freeze(instances.map((instance) => createTaskInstance(instance, record)));
  let byName: ReadonlyMap<string, TaskInstance> | undefined;
  const result: RunResult<T> = {
    ...summary,
    tasks,
    get value(): T {
      if (value === undefined) throw new RunFailedError(result, instances, error);
      return decodeFromText(value) as T;
    },
    task(id, mapIndex = UNMAPPED) {
      const mapIndexes = typeof mapIndex !== 'number' ? mapIndex : mapIndex === UNMAPPED ? [] : [mapIndex];
      const name = formatInstanceId({ taskId: id, mapIndexes });
      byName ??= new Map(tasks.map((task) => [formatInstanceId(task), task]));
      const found = byName.get(name);
      if (found === undefined) throw describeUnknownTask(name, tasks);
      return found;
    },
  };
  return Object.freeze(result);
}

function createTaskInstance({ task, state, attempts, ...rest }: InstanceRecord, record: RunRecord): TaskInstance {
  const { taskId } = task.spec;
  const { mapIndexes, mapName, startedAt, endedAt, failure, reason } = rest;
  const instance = { taskId, mapIndexes };
  return Object.freeze({
    ...instance,
    mapIndex: getMapIndex(mapIndexes),
    ...(mapName === undefined ? {} : { mapName }),
    state,
    attempts,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(startedAt === undefined || endedAt === undefined
      ? {}
      : { durationMs: endedAt.getTime() - startedAt.getTime() }),
    ...(failure === undefined || state === 'success' ? {} : { error: failure }),
    ...(reason === undefined ? {} : { reason }),
    async xcom(key = RETURN_VALUE) {
      const value = await record.getXCom(instance, key);
      return value === undefined ? undefined : decodeFromText(value);
    },
    log: (attempt = attempts) => record.readLog(instance, attempt),
  });
}

function describeUnknownTask(name: string, tasks: readonly TaskInstance[]): Error {
  const known = tasks.map((task) => `"${formatInstanceId(task)}"`);
  const more = known.length > SHOWN_TASKS ? ` and ${known.length - SHOWN_TASKS} more` : '';
  const listed = known.slice(0, SHOWN_TASKS).join(', ');
  return runtimeError('TASK_UNKNOWN', `The run has no task "${name}".`, {
    hint: `It has ${listed || 'no tasks'}${more}.`,
  });
}

const SHOWN_TASKS = 30;
