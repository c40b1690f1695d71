import { chain, group, scoped } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { type Flow, showEdges, showProblems } from '../steps.js';

describe('a scope', () => {
  it.each<[string, Flow, string]>([
    [
      'is between its setup and its teardown',
      ({ s, t, a, b }) => {
        const made = s();
        return scoped(made, t(made), () => b(a()));
      },
      's:  t: s b  a: s  b: a',
    ],
    ['may have tasks side by side', ({ s, t, a, b }) => scoped(s(), t(), () => [a(), b()]), 's:  t: s a b  a: s  b: s'],
    [
      'in a scope is taken down first',
      ({ s, t, a }) => scoped(s(), t(), () => scoped(s(), t(), () => a())),
      's:  t: s t__1  s__1: s  t__1: s__1 a  a: s__1',
    ],
    [
      'in a group leaves the setup and the teardown out of the last tasks of the group',
      ({ s, t, a, b }) => {
        const grouped = group('g', () => {
          const made = s();
          scoped(made, t(made), () => a());
        });
        chain(grouped, b());
      },
      'g.s:  g.t: g.s g.a  g.a: g.s  b: g.a',
    ],
    [
      'holds for each element of a map',
      ({ list, s, t, a }) =>
        list().map((item) => {
          const made = s(item);
          return scoped(made, t(made), () => a(made));
        }),
      'list:  s: list  t: s a  a: s',
    ],
    ['that is empty is its setup and its teardown', ({ s, t }) => scoped(s(), t(), () => undefined), 's:  t: s'],
  ])('%s', (_behaviour, flow, edges) => {
    expect(showEdges(flow)).toBe(edges);
  });

  it('is refused without a setup, without a teardown, with an async function, and before another rule', () => {
    const flow: Flow = ({ s, t, a, b }) => {
      scoped(a(), t(), () => b());
      scoped(s(), a(), () => b());
      scoped(s(), t(), async () => b());
      chain(s(), a.override({ triggerRule: 'all_done' })());
    };
    expect(showProblems(flow).map(({ code, message }) => [code, message])).toEqual([
      ['SCOPE_INVALID', 'scoped was given the task "a", which is no setup, as its setup.'],
      ['SCOPE_INVALID', 'scoped was given the task "a__1", which is no teardown, as its teardown.'],
      ['FLOW_ASYNC', 'The function of a scope is async.'],
      ['RULE_INVALID', '"a__2" comes right after the setup "s__2" and has the trigger rule "all_done".'],
    ]);
  });
});
