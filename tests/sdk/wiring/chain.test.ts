import { chain, crossDownstream, group, type Tasks } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { type Flow, type Steps, showEdges, showProblems } from '../steps.js';

type Link = Parameters<typeof chain>[0];

/** `a [b c] d` as the steps of `chain`: a letter calls its task once, `{b c}` is a group of such calls. */
function readSteps(notation: string, tasks: Tasks<Steps>): Link[] {
  const called = new Map<string, Link>();
  const call = (name: string): Link => {
    const link = called.get(name) ?? tasks[name as 'a']();
    called.set(name, link);
    return link;
  };
  const callAll = (names: string): Link[] => (names.match(/\w+/g) ?? []).map(call);
  return (notation.match(/\{[^}]*\}|\[[^\]]*\]|\w+/g) ?? []).map((step): Link => {
    if (step.startsWith('[')) return callAll(step) as Link;
    return step.startsWith('{') ? group('g', () => void callAll(step)) : call(step);
  });
}

const chained =
  (notation: string): Flow =>
  (tasks) =>
    void chain(...readSteps(notation, tasks));

describe('chain', () => {
  it.each([
    ['', ''],
    ['a', 'a:'],
    ['[a b]', 'a:  b:'],
    ['a b', 'a:  b: a'],
    ['a b c', 'a:  b: a  c: b'],
    ['a [b c] d', 'a:  b: a  c: a  d: b c'],
    ['[a b] [c d]', 'a:  b:  c: a  d: b'],
    ['[a b] [c d] e', 'a:  b:  c: a  d: b  e: c d'],
    ['[a b] c [d e]', 'a:  b:  c: a b  d: c  e: c'],
    ['a [] b', 'a:  b:'],
    ['[a] [b]', 'a:  b: a'],
  ])('of %s puts each step before the next', (notation, edges) => {
    expect(showEdges(chained(notation))).toBe(edges);
  });

  it.each([
    ['a {b c} d', 'a:  g.b: a  g.c: a  d: g.b g.c'],
    ['{a b} c', 'g.a:  g.b:  c: g.a g.b'],
    ['[a b] {c d}', 'a:  b:  g.c: a b  g.d: a b'],
    ['a {} b', 'a:  b: a'],
  ])('of %s links the tasks of the group', (notation, edges) => {
    expect(showEdges(chained(notation))).toBe(edges);
  });

  it('adds to the edges of data, and repeats none', () => {
    const edges = showEdges(({ a, b, c }) => {
      const [one, two] = [a(), b()];
      const three = c(one);
      chain(one, three);
      chain(two, three);
      chain(two, three);
    });
    expect(edges).toBe('a:  b:  c: a b');
  });

  it('takes a field of a result for its task', () => {
    expect(showEdges(({ table, a }) => chain(table().rows, a()))).toBe('table:  a: table');
  });

  it('names upstreams in the order of their calls, not of the links', () => {
    const edges = showEdges(({ a, b, c }) => {
      const [one, two, three] = [a(), b(), c()];
      chain(two, three);
      chain(one, three);
    });
    expect(edges).toBe('a:  b:  c: a b');
  });
});

describe('crossDownstream', () => {
  it.each([
    ['[a b] [c d]', 'a:  b:  c: a b  d: a b'],
    ['[a] [b c]', 'a:  b: a  c: a'],
    ['[] [a]', 'a:'],
    ['[a b] []', 'a:  b:'],
  ])('of %s puts all of the first before all of the second', (notation, edges) => {
    const flow: Flow = (tasks) => {
      const [up, down] = readSteps(notation, tasks) as [[], []];
      crossDownstream(up, down);
    };
    expect(showEdges(flow)).toBe(edges);
  });

  it('says which element of which list is none', () => {
    const problems = showProblems(({ a }) => crossDownstream([a()], [a(), 'b' as never]));
    expect(problems).toEqual([
      {
        code: 'CHAIN_INVALID',
        message: "crossDownstream: element 2 of the second list is 'b', not the result of a task or a group.",
        hint: 'Pass what calling a task or group() returned.',
        at: "const problems = showProblems(({ a }) => ▸crossDownstream([a()], [a(), 'b' as never]));",
      },
    ]);
  });
});
