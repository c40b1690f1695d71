import { Decimal, type Input, PlainDate, PlainDateTime, PlainTime, TimeSpan, text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { showThrown } from '../show.js';
import { describeFlow, type Flow, showProblems } from '../steps.js';

const literal = (value: unknown) => ({ kind: 'value', value });

/** The parts of a text, which is the argument of a task. */
function readParts(write: (...flow: Parameters<Flow>) => unknown): unknown {
  const { spec, problems } = describeFlow((tasks, run) => tasks.e(write(tasks, run)));
  if (problems.length > 0) throw new AggregateError(problems, 'The flow has problems.');
  const input = spec.tasks.at(-1)?.args[0];
  return input?.kind === 'text' ? input.parts : input;
}

describe('a text', () => {
  it.each<[string, (...flow: Parameters<Flow>) => unknown, unknown]>([
    ['without values', () => text`plain`, [literal('plain')]],
    ['that is empty', () => text``, []],
    [
      'around a result',
      ({ a }) => text`before ${a()} after`,
      [literal('before '), { kind: 'xcom', taskId: 'a', path: [] }, literal(' after')],
    ],
    [
      'of references alone',
      ({ a }, { params, context }) => text`${a()}${params.region}${context.ds}`,
      [
        { kind: 'xcom', taskId: 'a', path: [] },
        { kind: 'param', path: ['region'] },
        { kind: 'context', path: ['ds'] },
      ],
    ],
    [
      'in a text',
      ({ a }) => text`outer ${text`inner ${a()}`}`,
      [literal('outer '), { kind: 'text', parts: [literal('inner '), { kind: 'xcom', taskId: 'a', path: [] }] }],
    ],
    ['with escapes reads them as JavaScript does', () => text`a\tb`, [literal('a\tb')]],
  ])('%s is its parts', (_what, write, parts) => {
    expect(readParts(write)).toEqual(parts);
  });

  it.each<[string, Input<string>, unknown]>([
    ['a text', 'one', 'one'],
    ['a number', 1.5 as never, 1.5],
    ['true', true as never, true],
    ['null', null as never, null],
    ['a bigint', (2n ** 64n) as never, { $: 'int', v: '18446744073709551616' }],
    ['a Date', new Date(0) as never, { $: 'datetime', v: '1970-01-01T00:00:00.000000+00:00' }],
    ['a PlainDate', PlainDate.from('2026-11-24') as never, { $: 'date', v: '2026-11-24' }],
    ['a PlainTime', PlainTime.from('06:30:00') as never, { $: 'time', v: '06:30:00' }],
    [
      'a PlainDateTime',
      PlainDateTime.from('2026-11-24T06:30:00') as never,
      { $: 'plaindatetime', v: '2026-11-24T06:30:00' },
    ],
    ['a TimeSpan', TimeSpan.fromMicroseconds(5n) as never, { $: 'timespan', v: '5' }],
    ['a Decimal', Decimal.from('1.10') as never, { $: 'decimal', v: '1.10' }],
  ])('may hold %s', (_what, value, wire) => {
    expect(readParts(() => text`${value}`)).toEqual([{ kind: 'value', value: wire }]);
  });

  it.each<[string, unknown]>([
    ['a list', [1]],
    ['a list of references', ['reference']],
    ['an object', { a: 1 }],
    ['bytes', new Uint8Array([1])],
    ['a set', new Set([1])],
    ['a map', new Map([[1, 2]])],
  ])('cannot hold %s', (_what, value) => {
    expect(showProblems(({ a }) => void a(text`of ${'two'} the ${value as string}`))).toEqual([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Value 2 of text has no text form.',
        hint: 'Make it a text in a task.',
        at: "expect(showProblems(({ a }) => void a(text▸`of ${'two'} the ${value as string}`))).toEqual([",
      },
    ]);
  });

  it('cannot hold a list with a reference in it', () => {
    const [problem] = showProblems(({ a, b }) => void b(text`${[a()] as never}`));
    expect(problem).toMatchObject({ code: 'VALUE_UNSUPPORTED', message: 'Value 1 of text has no text form.' });
  });

  it('says once, and why, that a value cannot cross at all', () => {
    const problems = showProblems(({ a }) => void a(text`${(() => 1) as never}`));
    expect(problems).toMatchObject([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Value 1 of text: The value at $ cannot cross between tasks: a function ([Function (anonymous)]).',
      },
    ]);
  });

  it('cannot hold a task that was not called', () => {
    const problems = showProblems(({ a, b }) => void b(text`${a as never}`));
    expect(problems).toEqual([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Value 1 of text: the value at $ is the task "a" itself.',
        hint: 'Call it to use its result: a(…).',
        at: 'const problems = showProblems(({ a, b }) => void b(text▸`${a as never}`));',
      },
    ]);
  });

  it('makes the tasks in it upstreams', () => {
    const { spec } = describeFlow(({ a, b, c }) => c(text`${a()} ${text`${b()}`}`));
    expect(spec.tasks.at(-1)?.upstream).toEqual(['a', 'b']);
  });
});

it('text outside of flow is refused', () => {
  expect(showThrown(() => text`too early`)).toEqual({
    code: 'FLOW_NOT_RUNNING',
    message: 'text was called while its flow is not being wired.',
    hint: 'Call it inside the `flow` method, before `flow` returns.',
    at: 'expect(showThrown(() => text▸`too early`)).toEqual({',
  });
});
