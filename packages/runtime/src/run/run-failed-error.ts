/** The error of a run that did not succeed, with a cause that a Node developer can read down to the Python line. */

import { TaskloomError } from '@taskloom/sdk/internal';
import { formatInstanceId } from '../instance-id.js';
import type { PlannedTask } from '../ports.js';
import type { FailureFrame, TaskFailure } from '../task-failure.js';
import type { RunResult } from './run-result.js';
import type { InstanceRecord } from './run-states.js';

/** Thrown when the value of a run is asked for that failed or was cancelled. `run` has its tasks and their logs. */
export class RunFailedError extends TaskloomError {
  override readonly name = 'RunFailedError';
  readonly run: RunResult<unknown>;

  /** @param error why there is no value though no task failed */
  constructor(run: RunResult<unknown>, instances: readonly InstanceRecord[], error?: TaskloomError) {
    const failed = findDecisive(instances);
    super('RUN_FAILED', describeRun(run, failed, error), {
      hint: error?.hint ?? 'The error of each task is in `run.tasks`, its output in `log()`.',
      details: { runId: run.runId, state: run.state },
      cause: failed === undefined ? error : errorFromFailure(failed),
    });
    this.run = run;
  }
}

/** What failed by itself before what was ended because of it; and a teardown last, which seldom decides. */
function findDecisive(instances: readonly InstanceRecord[]): InstanceRecord | undefined {
  const failed = instances.filter(({ state, failure }) => state === 'failed' && failure !== undefined);
  const isTeardown = ({ task }: InstanceRecord): boolean => task.spec.phase?.kind === 'teardown';
  const work = failed.filter((instance) => !isTeardown(instance));
  return work.find(({ failure }) => failure?.code !== 'RUN_STOPPED') ?? work[0] ?? failed[0];
}

/**
 * A failure as a JavaScript error: the frames of the Python traceback, newest first as V8 prints them, and below
 * them the line of `flow` that called the task.
 */
export function errorFromFailure({ task, failure }: InstanceRecord): Error | undefined {
  return failure === undefined ? undefined : createFailureError(task, failure);
}

export function createFailureError({ spec }: PlannedTask, failure: TaskFailure): Error {
  const { calledAt } = spec;
  const called = calledAt === undefined ? [] : [{ ...calledAt, function: 'flow' }];
  return createError(failure, called);
}

function createError(failure: TaskFailure, outer: readonly FailureFrame[]): Error {
  const { cause, errors, type, message } = failure;
  const options = cause === undefined ? undefined : { cause: createError(cause, []) };
  const error =
    errors === undefined
      ? new Error(message, options)
      : new AggregateError(
          errors.map((member) => createError(member, [])),
          message,
          options,
        );
  const frames = [...outer, ...failure.frames].reverse().map(formatFrame);
  Object.defineProperty(error, 'name', { value: type, configurable: true });
  Object.defineProperty(error, 'stack', { value: [`${type}: ${message}`, ...frames].join('\n'), configurable: true });
  return error;
}

function formatFrame({ function: name, file, line, column = 1 }: FailureFrame): string {
  return `    at ${name} (${file}:${line}:${column})`;
}

function describeRun(
  { runId, dagId, state }: RunResult<unknown>,
  failed: InstanceRecord | undefined,
  error?: TaskloomError,
): string {
  const run = `The run "${runId}" of "${dagId}"`;
  if (failed?.failure === undefined) return `${run} has no value: ${error?.message ?? `it is ${state}.`}`;
  const { type, message } = failed.failure;
  const said = failed.failure.code === undefined ? `${type}: ${message}` : message;
  return `${run} ${state === 'cancelled' ? 'was cancelled' : 'failed'} in the task "${formatInstanceId({ taskId: failed.task.spec.taskId, mapIndexes: failed.mapIndexes })}": ${said}`;
}
