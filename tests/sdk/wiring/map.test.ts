import { chain, concat, cross, group, zip } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { describeFlow, type Flow, showEdges, showProblems } from '../steps.js';

describe('tasks of a map', () => {
  it.each<[string, Flow, string]>([
    ['come after what gives its list', ({ list, a }) => list().map((item) => a(item)), 'list:  a: list'],
    ['come after it also without an element', ({ list, a }) => list().map(() => a()), 'list:  a: list'],
    [
      'come after it only where nothing in the map does before them',
      ({ list, a, b }) => list().map((item) => b(a(item))),
      'list:  a: list  b: a',
    ],
    [
      'come after every list',
      ({ list, a }) => zip(list(), list()).map(([x, y]) => a(x, y)),
      'list:  list__1:  a: list list__1',
    ],
    ['expanded over several come after all of them', ({ list, a }) => a.expand(list(), [1, 2]), 'list:  a: list'],
    ['over a literal list wait for nothing', ({ a }) => concat([1, 2]).map((item) => a(item)), 'a:'],
    ['over params wait for nothing', ({ a }, { params }) => params.limits.map((limit) => a(limit)), 'a:'],
    [
      'in a map of a map come after its elements',
      ({ list, a }) => list().map((item) => list(item).map((inner) => a(inner))),
      'list:  list__1: list  a: list__1',
    ],
    [
      'are waited for by whoever takes what the map gave',
      ({ list, a, b }) => b(list().map((item) => a(item))),
      'list:  a: list  b: a',
    ],
    [
      'that give nothing are waited for by order all the same',
      ({ list, a, b, c }) => {
        const mapped = list().map((item) => chain(a(item), b()));
        chain(mapped, c());
      },
      'list:  a: list  b: a  c: b',
    ],
    [
      'can come after what is outside',
      ({ list, a, b }) => {
        const outside = b();
        return list().map((item) => chain(outside, a(item)));
      },
      'b:  list:  a: b list',
    ],
    [
      'are those of groups in it',
      ({ list, a, b, c }) => c(list().map((item) => group('g', () => b(a(item))))),
      'list:  g.a: list  g.b: g.a  c: g.b',
    ],
  ])('%s', (_behaviour, flow, edges) => {
    expect(showEdges(flow)).toBe(edges);
  });

  it('know their map, and maps their list and what an element gives', () => {
    const { spec } = describeFlow(({ list, a }) => cross(list(), [1]).map(([item, n]) => ({ n, got: a(item, n) })));
    expect(spec.tasks[1]).toMatchObject({
      taskId: 'a',
      mapId: 'map',
      args: [
        { kind: 'item', mapId: 'map', path: [0] },
        { kind: 'item', mapId: 'map', path: [1] },
      ],
    });
    expect(spec.maps).toMatchObject([
      {
        mapId: 'map',
        over: {
          kind: 'cross',
          lists: [
            { kind: 'xcom', taskId: 'list' },
            { kind: 'value', value: [1] },
          ],
        },
        result: {
          kind: 'object',
          entries: [
            ['n', { kind: 'item', path: [1] }],
            ['got', { kind: 'xcom', taskId: 'a' }],
          ],
        },
      },
    ]);
  });

  it('are wired once, whatever the list', () => {
    let calls = 0;
    describeFlow(({ a }) =>
      concat([1, 2, 3]).map((item) => {
        calls += 1;
        return a(item);
      }),
    );
    expect(calls).toBe(1);
  });
});

describe('an element', () => {
  it('can be taken apart by position, by as many names as it has parts', () => {
    const { spec, problems } = describeFlow(({ list, a }) =>
      zip(list(), [1]).map(([x, y, z]: readonly unknown[]) => a(x, y, z)),
    );
    expect(problems).toEqual([]);
    expect(spec.tasks[1]?.args.map((arg) => ('path' in arg ? arg.path : arg))).toEqual([[0], [1]]);
  });
});

describe('a map is refused', () => {
  it.each<[string, Flow, string]>([
    ['over a text', ({ a }) => (a.expand as (...lists: unknown[]) => unknown)('abc'), 'MAP_INVALID'],
    ['over a number', ({ a }) => concat(3 as never).map((item) => a(item)), 'MAP_INVALID'],
    ['without a list', ({ a }) => (a.expand as () => unknown)(), 'MAP_INVALID'],
    ['with no function', ({ list }) => list().map('a' as never), 'MAP_INVALID'],
    [
      'with a function of two',
      ({ list, a }) => list().map(((item: never, index: never) => a(item, index)) as never),
      'MAP_INVALID',
    ],
    ['with an async function', ({ list, a }) => list().map(async (item) => a(item)), 'FLOW_ASYNC'],
    ['whose task always runs', ({ list, a }) => a.override({ triggerRule: 'always' }).expand(list()), 'RULE_INVALID'],
  ])('%s', (_what, flow, code) => {
    expect(showProblems(flow).map((problem) => problem.code)).toEqual([code]);
  });

  it('what belongs to one element has no meaning outside, but for the order', () => {
    const leak =
      (use: (a: never, tasks: Parameters<Flow>[0]) => unknown): Flow =>
      (tasks) => {
        let leaked: unknown;
        const keep = (reference: unknown): void => {
          leaked = reference;
        };
        tasks.list().map((item) => keep(tasks.a(item)));
        use(leaked as never, tasks);
      };
    expect(showProblems(leak((a, { b }) => b(a))).map(({ code }) => code)).toEqual(['REFERENCE_OUT_OF_MAP']);
    expect(showEdges(leak((a, { b }) => chain(a, b())))).toBe('list:  a: list  b: a');
  });
});
