/** What the command tells the shell. */
import type { RunResult } from '../run/run-result.js';
import type { TaskFailure } from '../task-failure.js';
import { isTaskloomError } from './taskloom-error.js';

export const EXIT = {
  success: 0,
  taskFailed: 1,
  usage: 2,
  environment: 3,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ENVIRONMENT = /^(?:ENVIRONMENT_BUILD|INTERPRETER|INSTALLER|LOCK|HARNESS|HOME|SCRATCH)_/;
/** Of an error that ends the command, what is neither the environment's nor the author's to correct beforehand. */
const WHILE_RUNNING =
  /^(?:TASK_(?:FAILED|EXITED|KILLED|NOT_STARTED|TIMEOUT|CANCELLED)|OUT_OF_MEMORY|RUN_FAILED|INTERNAL)$/;

/** A run failed for its environment only when none of its tasks failed for another reason. */
export function exitCodeOfRun({ state, tasks }: Pick<RunResult<unknown>, 'state' | 'tasks'>): ExitCode {
  if (state === 'success') return EXIT.success;
  if (state === 'cancelled') return EXIT.interrupted;
  const failures = tasks.flatMap(({ error }) => (error === undefined ? [] : [error]));
  return failures.length > 0 && failures.every(isEnvironmentFailure) ? EXIT.environment : EXIT.taskFailed;
}

/** Of what was thrown instead of a result. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (!isTaskloomError(error)) return EXIT.taskFailed;
  const { code, details } = error;
  const { problems } = details;
  // A DAG with several problems is the environment's only when all of them are.
  if (Array.isArray(problems) && problems.length > 0 && problems.every(isTaskloomError))
    return problems.every((one) => ENVIRONMENT.test(one.code)) ? EXIT.environment : EXIT.usage;
  if (ENVIRONMENT.test(code)) return EXIT.environment;
  if (code === 'TASK_FAILED') return exitCodeOfFailure(details['failure'] as TaskFailure | undefined);
  return WHILE_RUNNING.test(code) ? EXIT.taskFailed : EXIT.usage;
}

function exitCodeOfFailure(failure: TaskFailure | undefined): ExitCode {
  if (failure?.code === 'TASK_CANCELLED') return EXIT.interrupted;
  return failure !== undefined && isEnvironmentFailure(failure) ? EXIT.environment : EXIT.taskFailed;
}

function isEnvironmentFailure({ code }: TaskFailure): boolean {
  return code !== undefined && ENVIRONMENT.test(code);
}
