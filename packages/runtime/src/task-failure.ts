/** Why a task failed, as a value: what the user's code did wrong is never an exception of ours. */
import type { TaskloomError } from '@taskloom/sdk/internal';

/** One call in a traceback. `file` is an absolute path; `line` and `column` count from 1, columns in UTF-16 units. */
export interface FailureFrame {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** One past the last column of the failing expression, on the same line (CPython 3.11 and later). */
  readonly endColumn?: number;
  readonly function: string;
  /** The text of the line, as in the author's file. */
  readonly source?: string;
}

/** Why a task failed, with frames that point into the author's TypeScript (or .py) file. */
export interface TaskFailure {
  /** Ours, where the task's own code did not decide: a missing interpreter, a timeout, a value that cannot cross. */
  readonly code?: string;
  /** The exception's class as Python or JavaScript names it; for a `code`, `TaskloomError`. */
  readonly type: string;
  /** The classes that it extends, the nearest first, where there are others than the most general. */
  readonly bases?: readonly string[];
  readonly message: string;
  /** As the language prints it, without frames of ours. */
  readonly traceback: string;
  /** What to do, where we know. */
  readonly hint?: string;
  /** `__cause__`, or the `__context__` that Python would show. */
  readonly cause?: TaskFailure;
  /** The members of an exception group. */
  readonly errors?: readonly TaskFailure[];
  /** Newest last, as in Python. */
  readonly frames: readonly FailureFrame[];
  readonly exitCode?: number;
  readonly signal?: string;
}

/** An error of ours as the reason why a task failed. */
export function failureFromError({ code, message, hint, location }: TaskloomError): TaskFailure {
  const frames = location === undefined ? [] : [{ ...location, function: 'flow' }];
  const traceback = `TaskloomError: ${message}`;
  return { code, type: 'TaskloomError', message, traceback, frames, ...(hint === undefined ? {} : { hint }) };
}
