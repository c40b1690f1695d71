import { expect, test } from 'vitest';
import { fitLine, renderLiveFrame } from '../../../../packages/runtime/src/cli/render/live-frame.js';
import { createPalette } from '../../../../packages/runtime/src/cli/render/palette.js';
import { RunProgress } from '../../../../packages/runtime/src/cli/render/run-progress.js';
import { readEvents, START } from './event-notation.js';

function draw(lines: string, size: { columns?: number; rows?: number } = {}): string {
  const progress = new RunProgress();
  for (const event of readEvents(lines)) progress.apply(event);
  const screen = { columns: 80, rows: 24, palette: createPalette(false), tick: 0, ...size };
  return renderLiveFrame(progress, { ...screen, now: new Date(START + 60_000) }).join('\n');
}

const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

test('before anything runs there is nothing to draw', () => {
  expect(draw('run running')).toBe('');
});

test('tasks that run, with their output below them, and environments that are built', () => {
  expect(
    draw(`
      run running
      extract running
      env 3f2ac91b77 building (polars==1.33.1)
      other running
      other#1 | one
      other | two
      done running
      done success
      again running
      again up_for_retry
      third#3 running
    `),
  ).toMatchInlineSnapshot(`
    "⠋ environment 3f2ac91b  building 58.0 s  polars==1.33.1
    ⠋ extract  59.0 s
    ⠋ other  57.0 s
      │ one
      │ two
    ↻ again  waits to be tried again 51.0 s
    ⠋ third  50.0 s  attempt 3
    4 running, 1 success"
  `);
});

test('of much output the last five lines are shown', () => {
  expect(draw(`extract running\n${numbered(9, (index) => `extract | line ${index}`)}`)).toMatchInlineSnapshot(`
    "⠋ extract  1 m 00 s
      │ line 4
      │ line 5
      │ line 6
      │ line 7
      │ line 8
    1 running"
  `);
});

test('on a low terminal tasks come before their output', () => {
  const lines = `${numbered(4, (index) => `task${index} running`)}\n${numbered(4, (index) => `task${index} | text`)}`;
  expect(draw(lines, { rows: 7 })).toMatchInlineSnapshot(`
    "⠋ task0  1 m 00 s
    ⠋ task1  59.0 s
    ⠋ task2  58.0 s
    ⠋ task3  57.0 s
    4 running"
  `);
});

test('more tasks than rows are folded', () => {
  expect(
    draw(
      numbered(50, (index) => `task${index} running`),
      { rows: 6 },
    ),
  ).toMatchInlineSnapshot(`
    "⠋ task0  1 m 00 s
    ⠋ task1  59.0 s
    ⠋ task2  58.0 s
      and 47 more
    50 running"
  `);
});

test.each([1, 2, 3])('a terminal of %d rows is not overflowed', (rows) => {
  const lines = draw(
    numbered(50, (index) => `task${index} running`),
    { rows },
  ).split('\n');
  expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
});

test('lines are cut to the width of the terminal', () => {
  expect(draw('extract running\nextract | 0123456789012345678901234567890', { columns: 20 })).toMatchInlineSnapshot(`
    "⠋ extract  1 m 00 s
      │ 012345678901234…
    1 running"
  `);
});

test.each([
  ['short', 10, 'short'],
  ['0123456789', 10, '0123456789'],
  ['0123456789a', 10, '012345678…'],
  ['日本日本日本', 8, '日本日…'],
  ['\u001b[31m0123456789a\u001b[39m', 5, '\u001b[31m0123\u001b[39m…'],
])('%j in %d columns is %j', (line, columns, shown) => {
  expect(fitLine(line, columns)).toBe(shown);
});
