import { expect, test } from 'vitest';
import { renderMilestone } from '../../../../packages/runtime/src/cli/render/milestone.js';
import { createPalette } from '../../../../packages/runtime/src/cli/render/palette.js';
import { RunProgress } from '../../../../packages/runtime/src/cli/render/run-progress.js';
import type { TaskFailure } from '../../../../packages/runtime/src/task-failure.js';
import { readEvents } from './event-notation.js';

const failure: TaskFailure = { type: 'KeyError', message: "'when'", traceback: '', frames: [] };

function render(lines: string): string {
  const progress = new RunProgress();
  return readEvents(lines, { extract: failure })
    .map((event) => progress.apply(event))
    .flatMap((milestone) => (milestone === undefined ? [] : renderMilestone(milestone, createPalette(false))))
    .join('\n');
}

test('a task that ended keeps its output below it', () => {
  expect(render('greet running\ngreet | one\ngreet stderr| two\ngreet success')).toMatchInlineSnapshot(`
    "✔ greet  3.0 s
      │ one
      │ two"
  `);
});

test('of much output the last forty lines stay', () => {
  const lines = Array.from({ length: 43 }, (_, index) => `greet | line ${index + 1}`);
  const shown = render(`greet running\n${lines.join('\n')}\ngreet success`).split('\n');
  expect([shown.length, ...shown.slice(0, 3), shown.at(-1)]).toMatchInlineSnapshot(`
    [
      42,
      "✔ greet  44.0 s",
      "  │ … 3 lines before these are in its log",
      "  │ line 4",
      "  │ line 43",
    ]
  `);
});

test('each attempt has a line', () => {
  expect(
    render('extract running\nextract up_for_retry\nextract#2 running\nextract#2 failed\nload upstream_failed'),
  ).toMatchInlineSnapshot(`
    "↻ extract  failed  1.0 s, will be tried again  KeyError: 'when'
    ✖ extract  failed  1.0 s  KeyError: 'when'
    ○ load  not run, an upstream task failed"
  `);
});

test('a built environment stays, a reused one does not', () => {
  expect(
    render(
      'env 3f2ac91b77 building (polars)\nenv 3f2ac91b77 ready\nenv 3f2ac91b77 reused\nenv aa building\nenv aa failed',
    ),
  ).toMatchInlineSnapshot(`
    "✔ environment 3f2ac91b  ready  1.0 s
    ✖ environment aa  failed  1.0 s"
  `);
});
