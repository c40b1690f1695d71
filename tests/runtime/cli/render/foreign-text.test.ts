// Control characters in what others wrote: messages, names, tracebacks, lines of source.
import { TaskloomError } from '@taskloom/sdk/internal';
import { expect, test } from 'vitest';
import { renderError, renderInternalError } from '../../../../packages/runtime/src/cli/render/error.js';
import { describeFailure, renderFailure } from '../../../../packages/runtime/src/cli/render/failure.js';
import { plainSurroundings } from './plain-surroundings.js';

/** Clears the screen, rings the bell, and clears the screen in eight-bit form. */
const wild = (text: string) => `${text}\x1b[2J\x07\x9b2J`;
const surroundings = { ...plainSurroundings({}), debug: true };

test('a failure cannot clear the screen or ring the bell', () => {
  const frames = [
    { file: '/gone/a.ts', line: 3, column: 8, function: wild('f'), source: wild('a') },
    { file: '/gone/b.ts', line: 4, column: 3, function: wild('g'), source: wild('\tboom()') },
  ];
  const cause = { type: wild('OSError'), message: wild('below'), traceback: '', frames: [] };
  const facts = { type: 'Error', message: wild('one\nand two'), traceback: wild('trace\nback'), hint: wild('do') };
  const failure = { ...facts, frames, cause };
  const lines = [describeFailure(failure), ...renderFailure(failure, surroundings)];
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "Error: one
    and two
      /gone/b.ts:4:3 in g
        ❯ 4 │     boom()
            │      ^
      traceback, newest last
        /gone/a.ts:3:8 in f
        /gone/b.ts:4:3 in g

      caused by OSError: below
      traceback in full
      trace
      back
      hint: do"
  `);
});

test('nor can an error of ours that repeats what was thrown, or an error that nobody expected', () => {
  const error = new TaskloomError('FLOW_FAILED', wild('Sales.flow threw Error: no\nway'), {
    hint: wild('Correct it.'),
  });
  const shown = renderError(error, plainSurroundings({}));
  expect(shown.join('\n')).toMatchInlineSnapshot(`
    "error FLOW_FAILED: Sales.flow threw Error: no
    way
      hint: Correct it."
  `);
  expect(renderInternalError(wild('what'), surroundings).join('\n')).toMatchInlineSnapshot(`
    "error INTERNAL: Taskloom failed in a way that it should not.
      what
      hint: Report this, with the text above and the pipeline if you can share it."
  `);
});
