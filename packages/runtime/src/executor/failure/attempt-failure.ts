/** Failures that the task's own code did not decide: what became of its process, or of the attempt as a whole. */
import { TaskloomError } from '@taskloom/sdk/internal';
import { type RuntimeErrorCode, runtimeError } from '../../errors.js';
import { formatInstanceId } from '../../instance-id.js';
import type { AbortReason, AttemptOutcome, AttemptRequest } from '../../ports.js';
import type { ExitFacts } from '../../process/describe-exit.js';
import { failureFromError, type TaskFailure } from '../../task-failure.js';

export interface OwnFailure extends Partial<Pick<TaskFailure, 'exitCode' | 'signal' | 'hint' | 'cause' | 'frames'>> {
  readonly code: RuntimeErrorCode;
  readonly message: string;
}

/** Codes of what another attempt would meet just the same. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'BASH_COMMAND_INVALID',
  'HARNESS_MISMATCH',
  'INTERPRETER_RELATIVE',
  'RUN_STOPPED',
  'TASK_CANCELLED',
]);

export function failWith({ code, message, hint, ...facts }: OwnFailure): AttemptOutcome {
  const failure = { ...failureFromError(runtimeError(code, message, { hint })), ...facts };
  return { kind: 'failed', failure, final: FINAL_CODES.has(code) };
}

/** The outcome of an attempt on which something of ours failed: a coded error as it is, any other as INTERNAL. */
export function failWithError(error: unknown): AttemptOutcome {
  const known =
    error instanceof TaskloomError
      ? error
      : runtimeError('INTERNAL', `The attempt could not be carried out: ${describeError(error)}`, { cause: error });
  return { kind: 'failed', failure: failureFromError(known), final: FINAL_CODES.has(known.code) };
}

/** The outcome of a process whose exit status is one of the task's `skipOnExitCode`. */
export function skipOn(exitCode: number): AttemptOutcome {
  return { kind: 'skipped', reason: `The process ended with exit status ${exitCode}.` };
}

/** The instance that an attempt is of: `load`, `load[3]`. */
export function nameAttempt({ context }: Pick<AttemptRequest, 'context'>): string {
  return formatInstanceId(context);
}

export function describeAbort(taskId: string, reason: AbortReason): OwnFailure {
  if (reason.kind === 'timeout') {
    return {
      code: 'TASK_TIMEOUT',
      message: `The task "${taskId}" took longer than its execution timeout of ${formatMs(reason.timeoutMs)}.`,
      hint: 'Raise `executionTimeout`, or see in the log of the task what it was waiting for.',
    };
  }
  if (reason.kind === 'stopped') {
    return { code: 'RUN_STOPPED', message: `The task "${taskId}" was ended, because ${reason.because}.` };
  }
  const why = reason.reason === undefined ? '' : `: ${reason.reason}`;
  return { code: 'TASK_CANCELLED', message: `The task "${taskId}" was cancelled${why}.` };
}

/** Of a process that ended before the task had a result. */
export function describeEnd(taskId: string, exit: Exclude<ExitFacts, { kind: 'notStarted' }>): OwnFailure {
  switch (exit.kind) {
    case 'outOfMemory':
      return {
        code: 'OUT_OF_MEMORY',
        message: `The system killed the process of the task "${taskId}" because memory ran out.`,
        hint: 'Let the task hold less at a time, or run fewer tasks at once.',
        signal: 'SIGKILL',
      };
    case 'signalled':
      return {
        code: 'TASK_KILLED',
        message: `The process of the task "${taskId}" was ended by ${exit.signal}.`,
        hint: CRASH_SIGNALS.has(exit.signal)
          ? 'Native code crashed. PYTHONFAULTHANDLER=1 in the `env` of the task makes Python print where.'
          : 'Taskloom did not send it: look for what did.',
        signal: exit.signal,
      };
    case 'exited':
      return { code: 'TASK_EXITED', ...describeStatus(taskId, exit.exitCode), exitCode: exit.exitCode };
  }
}

/** Of a process that the system refused to start for a reason that is not its program. */
export function createRefusalError(taskId: string, cause: NodeJS.ErrnoException): TaskloomError {
  const message = `The system refused to start a process for the task "${taskId}": ${cause.message}.`;
  return runtimeError('TASK_NOT_STARTED', message, {
    hint:
      cause.code === 'E2BIG'
        ? 'Its command or its environment variables are too long: pass long text in a file.'
        : 'Run fewer tasks at once, or raise the limits of the machine.',
    details: { taskId },
    cause,
  });
}

const CRASH_SIGNALS: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT']);

function describeStatus(taskId: string, exitCode: number) {
  if (exitCode === 0) {
    return {
      message: `The process of the task "${taskId}" ended with exit status 0 before the task had returned.`,
      hint: 'Return from the task instead of ending its process, for example by `os._exit`.',
    };
  }
  return {
    message: `The process of the task "${taskId}" ended with exit status ${exitCode}.`,
    hint: 'The log of the task has what it printed. To skip the task on this status, name it in `skipOnExitCode`.',
  };
}

function formatMs(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
