import { chain, crossDownstream, group } from '@taskloom/sdk';
import { expect, it } from 'vitest';
import { showPlace } from '../show.js';
import { describeFlow, showProblems } from '../steps.js';

const TAKE_OUT = 'Take one of these edges out.';

/** Numbers of lines are not the point: `is called in line N`. */
const withoutLines = (message: string | undefined): string | undefined => message?.replaceAll(/line \d+/g, 'line N');

it('a cycle is told with the lines of its calls, at the call that closes it', () => {
  const { problems } = describeFlow(({ a, b }) => {
    const [one, two] = [a(), b()];
    chain(one, two);
    chain(two, one);
  });
  const [problem] = problems;
  const called = Number(/a is called in line (\d+)/.exec(problem?.message ?? '')?.[1]);
  expect(problems).toHaveLength(1);
  expect(problem).toMatchObject({
    code: 'CYCLE',
    message: `Tasks wait for each other: a → b → a. b is called in line ${called}, a is called in line ${called}.`,
    hint: TAKE_OUT,
    details: { cycle: ['a', 'b', 'a'] },
  });
  expect(showPlace({ file: import.meta.filename, line: called, column: 1 })).toBe(
    '▸    const [one, two] = [a(), b()];',
  );
  expect(showPlace(problem?.location)).toBe('▸chain(two, one);');
});

it('a cycle of data and order is told at the call that orders', () => {
  const problems = showProblems(({ a, b, c }) => {
    const first = a('data');
    chain(c(b(first)), first);
  });
  expect(withoutLines(problems[0]?.message)).toBe(
    'Tasks wait for each other: a → b → c → a. b is called in line N, c is called in line N, a is called in line N.',
  );
  expect(problems).toMatchObject([{ code: 'CYCLE', hint: TAKE_OUT, at: '▸chain(c(b(first)), first);' }]);
});

it('a task before itself is a cycle', () => {
  const problems = showProblems(({ a }) => {
    const alone = a();
    chain(alone, alone);
  });
  expect(withoutLines(problems[0]?.message)).toBe('Tasks wait for each other: a → a. a is called in line N.');
  expect(problems).toMatchObject([{ code: 'CYCLE', hint: TAKE_OUT, at: '▸chain(alone, alone);' }]);
});

it('a group before one of its tasks is a cycle', () => {
  const problems = showProblems(({ a, b }) => {
    const pages = group('pages', () => b(a()));
    crossDownstream([pages], [pages]);
  });
  expect(withoutLines(problems[0]?.message)).toBe(
    'Tasks wait for each other: pages.a → pages.b → pages.a. pages.b is called in line N, pages.a is called in line N.',
  );
  expect(problems).toMatchObject([{ code: 'CYCLE', at: '▸crossDownstream([pages], [pages]);' }]);
});

it('the middle of a long cycle is left out of the message only', () => {
  const { problems } = describeFlow(({ a }) => {
    const all = Array.from({ length: 20 }, () => a());
    chain(...all, all[0] as (typeof all)[number]);
  });
  const called = ['a__1', 'a__2', 'a__3', 'a__4', 'a__5', 'a__6', 'a__7', 'a__8'];
  expect(withoutLines(problems[0]?.message)).toBe(
    'Tasks wait for each other: a → a__1 → a__2 → a__3 → … 13 more … → a__17 → a__18 → a__19 → a. ' +
      `${called.map((id) => `${id} is called in line N`).join(', ')}.`,
  );
  expect(problems[0]?.details['cycle']).toHaveLength(21);
});

it('empty groups in a circle are no cycle', () => {
  const problems = showProblems(({ a }) => {
    const [one, two] = [group('one', () => undefined), group('two', () => undefined)];
    chain(one, two, one, a());
  });
  expect(problems).toEqual([]);
});
