import { combineErrors, TaskloomError } from '@taskloom/sdk/internal';
import { expect, test } from 'vitest';
import { renderError, renderInternalError } from '../../../../packages/runtime/src/cli/render/error.js';
import { plainSurroundings } from './plain-surroundings.js';

const surroundings = plainSurroundings({ '/project/pipeline.ts': 'line one\n  @task({ retires: 3 })\nline three\n' });

test('an error is its code, message, lines and hint', () => {
  const error = new TaskloomError('OPTION_UNKNOWN', '@task has no option "retires".', {
    hint: 'Write "retries".',
    location: { file: '/project/pipeline.ts', line: 2, column: 11 },
  });
  expect(renderError(error, surroundings).join('\n')).toMatchInlineSnapshot(`
    "error OPTION_UNKNOWN: @task has no option "retires".
      pipeline.ts:2:11
          1 │ line one
        ❯ 2 │   @task({ retires: 3 })
            │           ^
          3 │ line three
      hint: Write "retries"."
  `);
});

test('an error without a place or a hint is one line', () => {
  expect(renderError(new TaskloomError('USAGE', 'There is no file "x".'), surroundings)).toEqual([
    'error USAGE: There is no file "x".',
  ]);
});

test('of several problems each has its own lines', () => {
  const problems = [
    new TaskloomError('CYCLE', 'a runs after itself.', {
      location: { file: '/project/pipeline.ts', line: 1, column: 1 },
    }),
    new TaskloomError('ARGUMENT_COUNT', 'flow calls a() without "x".', { hint: 'Pass it.' }),
  ];
  expect(renderError(combineErrors('sales', problems), surroundings).join('\n')).toMatchInlineSnapshot(`
    "error DAG_INVALID: The DAG "sales" has 2 problems.

    error CYCLE: a runs after itself.
      pipeline.ts:1:1
        ❯ 1 │ line one
            │ ^
          2 │   @task({ retires: 3 })
          3 │ line three

    error ARGUMENT_COUNT: flow calls a() without "x".
      hint: Pass it.

      hint: Correct each of them; nothing was run."
  `);
});

test('debugging shows the stack', () => {
  const error = new TaskloomError('USAGE', 'No.');
  error.stack = 'TaskloomError: No.\n    at somewhere';
  expect(renderError(error, { ...surroundings, debug: true })).toEqual([
    'error USAGE: No.',
    '  TaskloomError: No.',
    '      at somewhere',
  ]);
});

test('an error of nobody asks for a report, with its stack', () => {
  const error = new TypeError('x is undefined');
  error.stack = 'TypeError: x is undefined\n    at somewhere';
  expect(renderInternalError(error, surroundings).join('\n')).toMatchInlineSnapshot(`
    "error INTERNAL: Taskloom failed in a way that it should not.
      TypeError: x is undefined
          at somewhere
      hint: Report this, with the text above and the pipeline if you can share it."
  `);
});
