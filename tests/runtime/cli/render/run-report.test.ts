import { expect, test } from 'vitest';
import { renderRunReport } from '../../../../packages/runtime/src/cli/render/run-report.js';
import type { TaskInstance } from '../../../../packages/runtime/src/run/run-result.js';
import type { RunState } from '../../../../packages/runtime/src/run-event.js';
import type { TaskFailure } from '../../../../packages/runtime/src/task-failure.js';
import { plainSurroundings } from './plain-surroundings.js';

type Task = Pick<TaskInstance, 'taskId' | 'state' | 'attempts'> & { error?: TaskFailure };

function render(state: RunState, tasks: readonly Task[]): string {
  const instances = tasks.map((task) => ({
    mapIndex: -1,
    mapIndexes: [],
    xcom: async () => null,
    log: async () => '',
    ...task,
  }));
  const startedAt = new Date(0);
  const result = { dagId: 'sales', runId: 'r1', state, startedAt, endedAt: new Date(1500), tasks: instances };
  return renderRunReport({ result, folder: '/project/.taskloom/runs/r1' }, plainSurroundings()).join('\n');
}

const error: TaskFailure = { type: 'KeyError', message: "'when'\nand more", traceback: '', frames: [], hint: 'Look.' };

test('a run that succeeded is one line', () => {
  expect(render('success', [{ taskId: 'a', state: 'success', attempts: 1 }])).toMatchInlineSnapshot(
    `"✔ sales success in 1.5 s  1 success  .taskloom/runs/r1"`,
  );
});

test('a run that failed tells why first', () => {
  expect(
    render('failed', [
      { taskId: 'a', state: 'success', attempts: 1 },
      { taskId: 'b', state: 'failed', attempts: 3, error },
      { taskId: 'c', state: 'upstream_failed', attempts: 0 },
    ]),
  ).toMatchInlineSnapshot(`
    "✖ b failed after 3 attempts: KeyError: 'when'
      and more
      hint: Look.

    ✖ sales failed in 1.5 s  1 success, 1 failed, 1 upstream_failed  .taskloom/runs/r1"
  `);
});

test('that a run was cancelled is no failure of its tasks', () => {
  const cancelled = { ...error, code: 'TASK_CANCELLED' };
  expect(
    render('cancelled', [{ taskId: 'a', state: 'cancelled', attempts: 1, error: cancelled }]),
  ).toMatchInlineSnapshot(`"✖ sales cancelled in 1.5 s  1 cancelled  .taskloom/runs/r1"`);
});

test('after ten failures the rest is counted', () => {
  const tasks = Array.from({ length: 13 }, (_, index) => ({
    taskId: `t${index}`,
    state: 'failed' as const,
    attempts: 1,
    error: { type: 'E', message: '', traceback: '', frames: [] },
  }));
  expect(render('failed', tasks)).toMatchInlineSnapshot(`
    "✖ t0 failed: E

    ✖ t1 failed: E

    ✖ t2 failed: E

    ✖ t3 failed: E

    ✖ t4 failed: E

    ✖ t5 failed: E

    ✖ t6 failed: E

    ✖ t7 failed: E

    ✖ t8 failed: E

    ✖ t9 failed: E

    and 3 more tasks failed

    ✖ sales failed in 1.5 s  13 failed  .taskloom/runs/r1"
  `);
});
