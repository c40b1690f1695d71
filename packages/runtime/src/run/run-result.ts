/** What a run came to: the value of `flow`, and each task instance with its XComs and logs. */
import type { TaskState } from '@taskloom/sdk';
import { decodeFromText, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { RunRecord, WireText } from '../ports.js';
import type { RunState } from '../run-event.js';
import type { TaskFailure } from '../task-failure.js';
import { RunFailedError } from './run-failed-error.js';
import type { InstanceRecord } from './run-states.js';
import { RETURN_VALUE, UNMAPPED } from './xcom-key.js';

export interface RunSummary {
  readonly runId: string;
  readonly dagId: string;
  readonly state: RunState;
  readonly startedAt: Date;
  readonly endedAt?: Date;
}

export interface RunResult<T> extends RunSummary {
  /** What `flow` returned, resolved. @throws RunFailedError unless the run succeeded */
  readonly value: T;
  /** In the order in which `flow` called them. */
  readonly tasks: readonly TaskInstance[];
  /** @throws TaskloomError TASK_UNKNOWN */
  task(id: string, mapIndex?: number): TaskInstance;
}

export interface TaskInstance {
  readonly taskId: string;
  /** −1 where the task is not mapped. */
  readonly mapIndex: number;
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
  const result: RunResult<T> = {
    ...summary,
    tasks,
    get value(): T {
      if (value === undefined) throw new RunFailedError(result, instances, error);
      return decodeFromText(value) as T;
    },
    task(id, mapIndex = UNMAPPED) {
      const found = tasks.find((task) => task.taskId === id && task.mapIndex === mapIndex);
      if (found === undefined) throw describeUnknownTask(id, tasks);
      return found;
    },
  };
  return Object.freeze(result);
}

function createTaskInstance({ task, state, attempts, ...rest }: InstanceRecord, record: RunRecord): TaskInstance {
  const { taskId } = task.spec;
  const { startedAt, endedAt, failure, reason } = rest;
  return Object.freeze({
    taskId,
    mapIndex: UNMAPPED,
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
      const value = await record.getXCom(taskId, UNMAPPED, key);
      return value === undefined ? undefined : decodeFromText(value);
    },
    log: (attempt = attempts) => record.readLog(taskId, UNMAPPED, attempt),
  });
}

function describeUnknownTask(id: string, tasks: readonly TaskInstance[]): Error {
  const known = tasks.map(({ taskId }) => `"${taskId}"`).join(', ');
  return runtimeError('TASK_UNKNOWN', `The run has no task "${id}".`, { hint: `It has ${known || 'no tasks'}.` });
}
