import { describe, expect, it } from 'vitest';
import { describeFlow, showProblems } from '../steps.js';

const xcom = { kind: 'xcom', taskId: 'a', path: [] };

describe('a value with a reference in it', () => {
  it('may hold one object several times', () => {
    const { spec, problems } = describeFlow(({ a, b }) => {
      const shared = { one: a() };
      b([shared, shared]);
    });
    const entry = { kind: 'object', entries: [['one', xcom]] };
    expect(problems).toEqual([]);
    expect(spec.tasks.at(-1)?.args).toEqual([{ kind: 'list', items: [entry, entry] }]);
  });

  it('may be an object without a prototype', () => {
    const { spec } = describeFlow(({ a, b }) => b(Object.assign(Object.create(null), { one: a() })));
    expect(spec.tasks.at(-1)?.args).toEqual([{ kind: 'object', entries: [['one', xcom]] }]);
  });

  it.each<[string, (reference: unknown) => unknown, string, string]>([
    [
      'a Map',
      (reference) => ({ of: new Map([[1, [reference]]]) }),
      'the value at $.of is a Map with a reference in it.',
      'Put references into lists and plain objects, or make the whole in a task.',
    ],
    [
      'a Set',
      (reference) => [new Set([reference])],
      'the value at $[0] is a Set with a reference in it.',
      'Put references into lists and plain objects, or make the whole in a task.',
    ],
    [
      'an instance of a class',
      (reference) => Object.assign(new (class Box {})(), { reference }),
      'The value at $ cannot cross between tasks: a Box.',
      'Pass a plain object with the fields that the other side needs.',
    ],
    [
      'a list with a hole',
      // biome-ignore lint/suspicious/noSparseArray: what is looked at
      (reference) => ({ 'a key': [reference, , 1] }),
      'the value at $["a key"][1] is a hole.',
      'Fill the hole of the sparse array, with null for instance.',
    ],
    [
      'an object with a symbol for a key',
      (reference) => ({ reference, [Symbol('s')]: 1 }),
      'The value at $ cannot cross between tasks: an Object.',
      'Use texts as keys, not symbols.',
    ],
  ])('cannot be %s', (_what, wrap, fault, hint) => {
    expect(showProblems(({ a, b }) => void b(wrap(a())))).toEqual([
      {
        code: 'VALUE_UNSUPPORTED',
        message: `Argument 1 of b: ${fault}`,
        hint,
        at: 'expect(showProblems(({ a, b }) => void ▸b(wrap(a())))).toEqual([',
      },
    ]);
  });

  it('cannot hold itself', () => {
    const problems = showProblems(({ a, b }) => {
      const circle: Record<string, unknown> = { one: a() };
      circle['self'] = circle;
      b(circle);
    });
    expect(problems).toEqual([
      {
        code: 'VALUE_UNSUPPORTED',
        message: 'Argument 1 of b: The value at $.self cannot cross between tasks: an Object.',
        hint: 'Take the cycle out: a value cannot hold itself.',
        at: '▸b(circle);',
      },
    ]);
  });

  it('may be nested no deeper than a value', () => {
    const nest = (inner: unknown, depth: number): unknown => (depth === 0 ? inner : nest([inner], depth - 1));
    expect(showProblems(({ a, b }) => void b(nest(a(), 100)))).toEqual([]);
    expect(showProblems(({ a, b }) => void b(nest(a(), 1000)))).toMatchObject([{ code: 'VALUE_UNSUPPORTED' }]);
  });
});

describe('the result of a flow', () => {
  it('is null where it returns nothing', () => {
    expect(describeFlow(() => undefined).spec.result).toEqual({ kind: 'value', value: null });
  });

  it('is named in messages', () => {
    expect(showProblems(() => ({ done: () => true }))).toMatchObject([
      {
        code: 'VALUE_UNSUPPORTED',
        message:
          'The result of Wired.flow: The value at $.done cannot cross between tasks: a function ([Function: done]).',
      },
    ]);
  });

  it('can be what a group gave', () => {
    expect(describeFlow(({ a }) => a()).spec.result).toEqual(xcom);
  });
});
