import { expect, test } from 'vitest';
import { describeFailure, renderFailure } from '../../../../packages/runtime/src/cli/render/failure.js';
import type { TaskFailure } from '../../../../packages/runtime/src/task-failure.js';
import { plainSurroundings } from './plain-surroundings.js';

const FILE = '/project/pipeline.ts';
const SITE = '/home/me/.taskloom/environments/ab/lib/python3.12/site-packages';
const SOURCE = `@dag()
export class Sales {
  @task.virtualenv()
  extract(path: string) {
    return python\`
      def read(path):
          return table[path]["when"]

      table = {}
      return read(path)
    \`;
  }
}
`;

function render(failure: Partial<TaskFailure>, debug = false): string {
  const whole = { type: 'KeyError', message: "'when'", traceback: "KeyError: 'when'", frames: [], ...failure };
  return renderFailure(whole, { ...plainSurroundings({ [FILE]: SOURCE }), debug }).join('\n');
}

test('a failure in one frame is its lines', () => {
  const frames = [{ file: FILE, line: 10, column: 14, endColumn: 24, function: 'extract' }];
  expect(render({ frames })).toMatchInlineSnapshot(`
    "  pipeline.ts:10:14 in extract
           9 │       table = {}
        ❯ 10 │       return read(path)
             │              ^^^^^^^^^^
          11 │     \`;
          12 │   }"
  `);
});

test("the author's innermost frame is shown in full, the way to it below", () => {
  const frames = [
    { file: FILE, line: 10, column: 14, endColumn: 24, function: 'extract' },
    { file: FILE, line: 7, column: 18, endColumn: 29, function: 'read' },
  ];
  expect(render({ frames })).toMatchInlineSnapshot(`
    "  pipeline.ts:7:18 in read
          5 │     return python\`
          6 │       def read(path):
        ❯ 7 │           return table[path]["when"]
            │                  ^^^^^^^^^^^
          8 │
          9 │       table = {}
      traceback, newest last
        pipeline.ts:10:14 in extract
        pipeline.ts:7:18 in read"
  `);
});

test('frames of libraries are told in one line for each stretch', () => {
  const frames = [
    { file: FILE, line: 10, function: 'extract' },
    { file: `${SITE}/polars/frame.py`, line: 12, function: '__getitem__' },
    { file: `${SITE}/polars/series.py`, line: 34, function: 'get' },
    { file: `${SITE}/polars/wrap.py`, line: 56, function: 'raise_it' },
  ];
  expect(render({ frames })).toMatchInlineSnapshot(`
    "  pipeline.ts:10 in extract
           9 │       table = {}
        ❯ 10 │       return read(path)
          11 │     \`;
          12 │   }
      traceback, newest last
        pipeline.ts:10 in extract
        polars/wrap.py:56 in raise_it (and 2 more of libraries)"
  `);
});

test('where all frames are of libraries, the innermost is shown', () => {
  const frames = [{ file: `${SITE}/polars/frame.py`, line: 12, function: 'f', source: 'raise KeyError(key)' }];
  expect(render({ frames })).toMatchInlineSnapshot(`
    "  /home/me/.taskloom/environments/ab/lib/python3.12/site-packages/polars/frame.py:12 in f
        ❯ 12 │ raise KeyError(key)"
  `);
});

test('where the file is gone, the line that the failure knows is shown', () => {
  const frames = [{ file: '/gone/a.ts', line: 3, column: 3, function: 'f', source: '  boom()' }];
  expect(render({ frames })).toMatchInlineSnapshot(`
    "  /gone/a.ts:3:3 in f
        ❯ 3 │   boom()
            │   ^"
  `);
});

test('each cause is shown with its own lines', () => {
  const cause: TaskFailure = {
    type: 'ValueError',
    message: 'no such day\nin this month',
    traceback: '',
    frames: [{ file: FILE, line: 7, column: 18, function: 'read' }],
    cause: { type: 'OSError', message: '', traceback: '', frames: [] },
  };
  const frames = [{ file: FILE, line: 10, function: 'extract' }];
  expect(render({ frames, cause })).toMatchInlineSnapshot(`
    "  pipeline.ts:10 in extract
           9 │       table = {}
        ❯ 10 │       return read(path)
          11 │     \`;
          12 │   }

      caused by ValueError: no such day
        in this month
      pipeline.ts:7:18 in read
          5 │     return python\`
          6 │       def read(path):
        ❯ 7 │           return table[path]["when"]
            │                  ^
          8 │
          9 │       table = {}

      caused by OSError"
  `);
});

test('the members of a group are numbered', () => {
  const member = (message: string, line: number): TaskFailure => ({
    type: 'ValueError',
    message,
    traceback: '',
    frames: [{ file: FILE, line, function: 'extract' }],
  });
  expect(render({ errors: [member('one', 9), member('two', 10)] })).toMatchInlineSnapshot(`
    "  1 of 2  ValueError: one
        pipeline.ts:9 in extract
             7 │           return table[path]["when"]
             8 │
          ❯  9 │       table = {}
            10 │       return read(path)
            11 │     \`;
      2 of 2  ValueError: two
        pipeline.ts:10 in extract
             9 │       table = {}
          ❯ 10 │       return read(path)
            11 │     \`;
            12 │   }"
  `);
});

test('of a large group the first eight members are shown', () => {
  const errors = Array.from({ length: 12 }, (_, index) => ({
    type: 'ValueError',
    message: `number ${index + 1}`,
    traceback: '',
    frames: [],
  }));
  expect(render({ errors })).toMatchInlineSnapshot(`
    "  1 of 12  ValueError: number 1
      2 of 12  ValueError: number 2
      3 of 12  ValueError: number 3
      4 of 12  ValueError: number 4
      5 of 12  ValueError: number 5
      6 of 12  ValueError: number 6
      7 of 12  ValueError: number 7
      8 of 12  ValueError: number 8
      and 4 more"
  `);
});

test('the hint comes last', () => {
  expect(render({ hint: 'Install it.' })).toBe('  hint: Install it.');
});

test('debugging adds the traceback as the language prints it', () => {
  const traceback = `Traceback (most recent call last):\n  File "x"\nKeyError: 'when'\n`;
  expect(render({ traceback }, true)).toMatchInlineSnapshot(`
    "  traceback in full
      Traceback (most recent call last):
        File "x"
      KeyError: 'when'"
  `);
});

test.each<[Partial<TaskFailure>, string]>([
  [{}, "KeyError: 'when'"],
  [{ message: '' }, 'KeyError'],
  [
    { code: 'INTERPRETER_MISSING', type: 'TaskloomError', message: 'There is none.' },
    'INTERPRETER_MISSING: There is none.',
  ],
])('%j is titled %s', (failure, title) => {
  expect(describeFailure({ type: 'KeyError', message: "'when'", traceback: '', frames: [], ...failure })).toBe(title);
});
