/** The codes of what can go wrong while a DAG is planned and run. Those of authoring belong to the SDK. */
import { type ErrorFacts, TaskloomError } from '@taskloom/sdk/internal';

/** Every code that `@taskloom/runtime` throws or puts into a `TaskFailure`. Each has a heading in docs/errors.md. */
export const RUNTIME_ERROR_CODES = [
  'ARGUMENT_COUNT',
  'BASH_COMMAND_INVALID',
  'BODY_NOT_TEMPLATE',
  'BRANCH_INVALID',
  'CAPTURE_UNSUPPORTED',
  'CWD_INVALID',
  'DEFAULT_UNREADABLE',
  'ENVIRONMENT_BUILD_FAILED',
  'ENVIRONMENT_UNKNOWN',
  'FEATURE_UNAVAILABLE',
  'HARNESS_MISMATCH',
  'HOME_UNUSABLE',
  'INSTALLER_NOT_FOUND',
  'INTERNAL',
  'INTERPRETER_IS_DIRECTORY',
  'INTERPRETER_MISSING',
  'INTERPRETER_NOT_EXECUTABLE',
  'INTERPRETER_NOT_FOUND',
  'INTERPRETER_NOT_PYTHON',
  'INTERPRETER_RELATIVE',
  'LOCK_INVALID',
  'LOCK_STALE',
  'MODULE_LOAD_FAILED',
  'MODULE_NOT_PROVIDED',
  'OUT_OF_MEMORY',
  'PARAMETER_UNSUPPORTED',
  'PARAMS_INVALID',
  'PYTHON_FILE_MISSING',
  'PYTHON_FUNCTION_MISSING',
  'PYTHON_SYNTAX',
  'PYTHON_YIELD',
  'REFERENCE_PATH_MISSING',
  'REQUIREMENTS_INVALID',
  'RETURN_INVALID',
  'RUN_EXISTS',
  'RUN_FAILED',
  'RUN_ID_INVALID',
  'RUNTIME_CLOSED',
  'SCRATCH_FOLDER_UNUSABLE',
  'SOURCE_MISMATCH',
  'SOURCE_NOT_FOUND',
  'TASK_CANCELLED',
  'TASK_EXITED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_NOT_STARTED',
  'TASK_SKIPPED',
  'TASK_TIMEOUT',
  'TASK_UNKNOWN',
  'USAGE',
  'VALUE_UNSUPPORTED',
] as const;
export type RuntimeErrorCode = (typeof RUNTIME_ERROR_CODES)[number];

/** A `TaskloomError` with a code of this package. */
export function runtimeError(code: RuntimeErrorCode, message: string, facts?: ErrorFacts): TaskloomError {
  return new TaskloomError(code, message, facts);
}
