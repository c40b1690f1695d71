/**
 * The one error class of both packages, and the codes of what can go wrong while a DAG is written.
 * Codes of what goes wrong while it is planned and run belong to the runtime.
 */

/** A place in a source file. `line` and `column` count from 1, columns in UTF-16 units; `source` is the line's text. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly source?: string;
}

/** Every code that `@taskloom/sdk` throws. Each has a heading in docs/errors.md. */
export const AUTHOR_ERROR_CODES = [
  'CHAIN_INVALID',
  'CONTEXT_UNAVAILABLE',
  'CYCLE',
  'DAG_ID_INVALID',
  'DAG_INVALID',
  'DAG_NOT_DECORATED',
  'FLOW_ASYNC',
  'FLOW_FAILED',
  'FLOW_MISSING',
  'FLOW_NOT_RUNNING',
  'GROUP_ID_INVALID',
  'GROUP_UNKNOWN',
  'INTERNAL',
  'KIND_CONFLICT',
  'MAP_INVALID',
  'OPTION_INVALID',
  'OPTION_UNKNOWN',
  'PYTHON_BODY_CALLED',
  'PYTHON_BODY_INVALID',
  'REFERENCE_FOREIGN',
  'REFERENCE_MISUSED',
  'REFERENCE_OUT_OF_MAP',
  'RULE_INVALID',
  'SCOPE_INVALID',
  'SDK_DUPLICATE',
  'TASK_CALLED_DIRECTLY',
  'TASK_ID_DUPLICATE',
  'TASK_ID_INVALID',
  'TASK_NOT_METHOD',
  'TASK_UNDECORATED',
  'TASK_UNKNOWN',
  'VALUE_UNSUPPORTED',
] as const;
export type AuthorErrorCode = (typeof AUTHOR_ERROR_CODES)[number];

/** What an error knows beside its code and message. */
export interface ErrorFacts {
  /** What to do next, as an imperative sentence. */
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly location?: SourceLocation | undefined;
  readonly cause?: unknown;
}

/**
 * Every error that Taskloom throws. `message` says what happened, `hint` what to do, `code` is stable between
 * versions, and `location` is the place in the author's file where there is one.
 */
export class TaskloomError extends Error {
  override readonly name: string = 'TaskloomError';
  readonly code: string;
  // Declared only, so that they are absent where nothing is said.
  declare readonly hint?: string;
  readonly details: Readonly<Record<string, unknown>>;
  declare readonly location?: SourceLocation;

  constructor(code: string, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.details = Object.freeze({ ...facts.details });
    if (facts.hint !== undefined) this.hint = facts.hint;
    if (facts.location !== undefined) this.location = facts.location;
  }
}

/** A `TaskloomError` with a code of this package. */
export function authorError(code: AuthorErrorCode, message: string, facts?: ErrorFacts): TaskloomError {
  return new TaskloomError(code, message, facts);
}

/**
 * One error for everything that was found: the error itself where there is one, else `DAG_INVALID` with all of
 * them, each with its position, under `details.problems`.
 */
export function combineErrors(dagId: string, problems: readonly TaskloomError[]): TaskloomError {
  const [first] = problems;
  if (first === undefined) return authorError('INTERNAL', 'There is no problem to report.');
  if (problems.length === 1) return first;
  const lines = problems.map((problem) => `  ${describeProblem(problem).replaceAll('\n', '\n  ')}`);
  return authorError('DAG_INVALID', `The DAG "${dagId}" has ${problems.length} problems:\n${lines.join('\n')}`, {
    hint: 'Correct each of them; nothing was run.',
    details: { problems },
    location: first.location,
    cause: first,
  });
}

function describeProblem({ code, message, hint, location }: TaskloomError): string {
  const place = location === undefined ? '' : ` (${location.file}:${location.line}:${location.column})`;
  return `${code}: ${message}${place}${hint === undefined ? '' : `\n  ${hint}`}`;
}
