import { authorError } from '@taskloom/sdk/internal';
import { expect, test } from 'vitest';
import { exitCodeOfError, exitCodeOfRun } from '../../../packages/runtime/src/cli/exit-code.js';
import { type RuntimeErrorCode, runtimeError } from '../../../packages/runtime/src/errors.js';
import type { TaskFailure } from '../../../packages/runtime/src/task-failure.js';

const failure = (code?: string): TaskFailure => ({
  type: 'Error',
  message: '',
  traceback: '',
  frames: [],
  ...(code === undefined ? {} : { code }),
});

test.each<[state: 'success' | 'failed' | 'cancelled', codes: (string | undefined)[], expected: number]>([
  ['success', [], 0],
  ['failed', [undefined], 1],
  ['failed', ['TASK_TIMEOUT'], 1],
  ['failed', ['ENVIRONMENT_BUILD_FAILED'], 3],
  ['failed', ['INTERPRETER_MISSING', 'ENVIRONMENT_BUILD_FAILED'], 3],
  ['failed', ['INTERPRETER_MISSING', undefined], 1],
  ['failed', [], 1],
  ['cancelled', ['TASK_CANCELLED'], 130],
])('a run that is %s, with failures %j, exits with %d', (state, codes, expected) => {
  const tasks = codes.map((code) => ({ error: failure(code) }));
  expect(exitCodeOfRun({ state, tasks } as unknown as Parameters<typeof exitCodeOfRun>[0])).toBe(expected);
});

test.each<[RuntimeErrorCode, number]>([
  ['USAGE', 2],
  ['PARAMS_INVALID', 2],
  ['MODULE_LOAD_FAILED', 2],
  ['PYTHON_SYNTAX', 2],
  ['TASK_UNKNOWN', 2],
  ['INTERPRETER_NOT_FOUND', 3],
  ['ENVIRONMENT_BUILD_FAILED', 3],
  ['HOME_UNUSABLE', 3],
  ['INTERNAL', 1],
])('an error %s exits with %d', (code, expected) => {
  expect(exitCodeOfError(runtimeError(code, ''))).toBe(expected);
});

test.each<[RuntimeErrorCode[], number]>([
  [[], 2],
  [['LOCK_STALE', 'LOCK_STALE'], 3],
  [['LOCK_STALE', 'ARGUMENT_COUNT'], 2],
])('a DAG with problems %j exits with %d', (codes, expected) => {
  const problems = codes.map((code) => runtimeError(code, ''));
  expect(exitCodeOfError(authorError('DAG_INVALID', '', { details: { problems } }))).toBe(expected);
});

test.each<[string | undefined, number]>([
  [undefined, 1],
  ['INTERPRETER_MISSING', 3],
  ['TASK_CANCELLED', 130],
])('a task alone that fails with %s exits with %d', (code, expected) => {
  expect(exitCodeOfError(runtimeError('TASK_FAILED', '', { details: { failure: failure(code) } }))).toBe(expected);
});

test('what is no error of ours exits as a failure', () => {
  expect(exitCodeOfError(new TypeError('x'))).toBe(1);
});
