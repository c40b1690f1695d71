import { expect, test } from 'vitest';
import { createPlainRenderer } from '../../../../packages/runtime/src/cli/render/plain-view.js';
import type { TaskFailure } from '../../../../packages/runtime/src/task-failure.js';
import { readEvents } from './event-notation.js';

const failure: TaskFailure = { type: 'KeyError', message: "'when'\nmore", traceback: '', frames: [] };

function render(lines: string): string {
  const next = createPlainRenderer();
  return readEvents(lines, { extract: failure })
    .map((event) => next(event))
    .filter((line) => line !== undefined)
    .join('\n');
}

test('a run that succeeds', () => {
  expect(
    render(`
      run running
      extract running
      env 3f2ac91b77 building (polars==1.33.1)
      env 3f2ac91b77 ready
      extract | reading
      extract stderr| a warning
      extract warn| rows are missing
      extract success
      summarize running
      env 3f2ac91b77 reused
      summarize success
      run success
    `),
  ).toMatchInlineSnapshot(`
    "run 20260131T060000-abcd of sales
    extract: running
    environment 3f2ac91b: building (polars==1.33.1)
    environment 3f2ac91b: ready after 1.0 s
    extract | reading
    extract | a warning
    extract | warn: rows are missing
    extract: success after 6.0 s
    summarize: running
    environment 3f2ac91b: reused
    summarize: success after 2.0 s"
  `);
});

test('a task that is tried again, and what follows from its failure', () => {
  expect(
    render(`
      run running
      extract running
      extract up_for_retry
      extract#2 running
      extract#2 failed
      load upstream_failed
      notify running
      notify skipped
      run failed
    `),
  ).toMatchInlineSnapshot(`
    "run 20260131T060000-abcd of sales
    extract: running
    extract: failed after 1.0 s, will be tried again: KeyError: 'when'
    extract: running, attempt 2
    extract: failed after 1.0 s: KeyError: 'when'
    load: not run, an upstream task failed
    notify: running
    notify: skipped after 1.0 s"
  `);
});

test('the instances of a mapped task are told apart', () => {
  expect(render('clean[0] running\nclean[1] running\nclean[1] | hello\nclean[1] success')).toMatchInlineSnapshot(`
    "clean[0]: running
    clean[1]: running
    clean[1] | hello
    clean[1]: success after 2.0 s"
  `);
});

test('an environment that cannot be built', () => {
  expect(render('env 3f2ac91b77 building\nenv 3f2ac91b77 failed (no such package)')).toMatchInlineSnapshot(`
    "environment 3f2ac91b: building
    environment 3f2ac91b: failed after 1.0 s (no such package)"
  `);
});

test('a sensor that is rescheduled tells so once', () => {
  expect(
    render(`
      wait running
      wait up_for_reschedule
      wait running
      wait up_for_reschedule
      wait running
      wait success
    `),
  ).toMatchInlineSnapshot(`
    "wait: running
    wait: not done yet, will be asked again
    wait: success after 5.0 s"
  `);
});
