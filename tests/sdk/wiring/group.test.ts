import { chain, group } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { describeFlow, type Flow, showEdges } from '../steps.js';

/** `pages.a(pages) pages.inner.b(pages.inner)`: each task with its group. */
function showGroups(flow: Flow): string {
  const { spec, problems } = describeFlow(flow);
  if (problems.length > 0) throw new AggregateError(problems, 'The flow has problems.');
  return spec.tasks.map(({ taskId, groupId }) => `${taskId}(${groupId ?? ''})`).join(' ');
}

describe('the tasks of a group', () => {
  it.each<[string, Flow, string]>([
    ['have its id before theirs', ({ a }) => group('pages', () => a()), 'pages.a(pages)'],
    [
      'have the ids of all groups around them before theirs',
      ({ a, b }) => group('outer', () => [a(), group('inner', () => b())]),
      'outer.a(outer) outer.inner.b(outer.inner)',
    ],
    ['are those called before it ends', ({ a, b }) => [group('g', () => a()), b()], 'g.a(g) b()'],
    ['are counted on their own', ({ a }) => [a(), group('g', () => [a(), a()])], 'a() g.a(g) g.a__1(g)'],
    [
      'are in a group of their own where its id is taken',
      ({ a }) => [group('g', () => a()), group('g', () => a()), group('g', () => a())],
      'g.a(g) g__1.a(g__1) g__2.a(g__2)',
    ],
    [
      'have the id that override gives them, with the prefix',
      ({ a }) => group('g', () => a.override({ taskId: 'first' })()),
      'g.first(g)',
    ],
  ])('%s', (_behaviour, flow, tasks) => {
    expect(showGroups(flow)).toBe(tasks);
  });

  it('leave the group also when its function throws', () => {
    const flow: Flow = ({ a, b }) => {
      try {
        group('g', () => {
          a();
          throw new Error('given up');
        });
      } catch {
        b();
      }
    };
    expect(showGroups(flow)).toBe('g.a(g) b()');
  });
});

describe('groups in the spec', () => {
  it('have their parent and their tooltip', () => {
    const { spec } = describeFlow(({ a }) =>
      group('outer', () => group('inner', () => a(), { tooltip: 'the inner one' })),
    );
    expect(spec.groups).toEqual([
      { groupId: 'outer' },
      { groupId: 'outer.inner', parentId: 'outer', tooltip: 'the inner one' },
    ]);
  });

  it('are there without tasks', () => {
    expect(describeFlow(() => void group('none', () => undefined)).spec.groups).toEqual([{ groupId: 'none' }]);
  });
});

describe('what group gives', () => {
  it.each<[string, Flow]>([
    ['a reference', ({ a, b }) => b(group('g', () => a()))],
    ['an object of references', ({ a, b }) => b(group('g', () => ({ one: a() })).one)],
    ['a list of references', ({ a, b }) => b(group('g', () => [a()] as const)[0])],
    ['what a group inside gave', ({ a, b }) => b(group('g', () => ({ one: a() })))],
  ])('can be used like %s', (_what, flow) => {
    const { spec } = describeFlow(flow);
    expect(spec.tasks.at(-1)?.upstream).toEqual(['g.a']);
  });

  it('is the whole of a list, which can be taken apart', () => {
    const { spec } = describeFlow(({ a, b, c }) => {
      const [one, two] = group('g', () => [a(), b()] as const);
      c(two, one);
    });
    expect(spec.tasks.at(-1)?.args).toEqual([
      { kind: 'xcom', taskId: 'g.b', path: [] },
      { kind: 'xcom', taskId: 'g.a', path: [] },
    ]);
  });

  it('has no field that its function did not give', () => {
    const { spec } = describeFlow(({ a }) => ({ ...group('g', () => ({ one: a() })) }));
    expect(spec.result).toEqual({ kind: 'object', entries: [['one', { kind: 'xcom', taskId: 'g.a', path: [] }]] });
  });

  it('names the group', () => {
    const ids: string[] = [];
    describeFlow(({ a }) => {
      ids.push(group('plain', () => {}).groupId, group('plain', () => a()).groupId);
      group('outer', () => ids.push(group('inner', () => ({ one: 1 })).groupId));
    });
    expect(ids).toEqual(['plain', 'plain__1', 'outer.inner']);
  });

  it('is of a result the field that is called groupId, when it is no group', () => {
    const { spec } = describeFlow(({ table, a }) => a((table() as unknown as { groupId: number }).groupId));
    expect(spec.tasks.at(-1)?.args).toEqual([{ kind: 'xcom', taskId: 'table', path: ['groupId'] }]);
  });
});

describe('the ends of a group', () => {
  it.each<[string, Flow, string]>([
    [
      'are its first and last tasks',
      ({ a, b, c, d, e }) => {
        const middle = group('g', () => d(b(a())));
        chain(c(), middle, e());
      },
      'g.a: c  g.b: g.a  g.d: g.b  c:  e: g.d',
    ],
    [
      'are found through the groups inside it',
      ({ a, b, c }) => {
        const outer = group('g', () => group('h', () => b(a())));
        chain(outer, c());
      },
      'g.h.a:  g.h.b: g.h.a  c: g.h.b',
    ],
    [
      'are those that order gives it',
      ({ a, b, c }) => {
        const both = group('g', () => chain(a(), b()));
        chain(both, c());
      },
      'g.a:  g.b: g.a  c: g.b',
    ],
    [
      'are passed through where it is empty, several in a row',
      ({ a, b }) => {
        const empty = () => group('none', () => undefined);
        chain(a(), empty(), empty(), b());
      },
      'a:  b: a',
    ],
    [
      'are nothing where it is empty and nothing follows',
      ({ a }) => {
        const empty = group('none', () => undefined);
        chain(empty, a());
      },
      'a:',
    ],
  ])('%s', (_behaviour, flow, edges) => {
    expect(showEdges(flow)).toBe(edges);
  });
});
