import { expect, it } from 'vitest';
import { describeScopes } from '../../../packages/runtime/src/plan/describe-scopes.js';
import { parseGraph } from '../scheduler/graph-notation.js';

it.each([
  ['a scope', 's1>a>b>t1 s1>t1 a>c', [{ setup: 's1', teardown: 't1', tasks: ['a', 'b'] }]],
  [
    'a scope in a scope',
    's1>s2>a>t2>t1 s1>t1 s2>t2',
    [
      { setup: 's1', teardown: 't1', tasks: ['s2', 'a', 't2'] },
      { setup: 's2', teardown: 't2', tasks: ['a'] },
    ],
  ],
  ['a teardown alone', 'a>t1', []],
  ['a setup alone', 's1>a', []],
])('%s', (_what, notation, scopes) => {
  expect(describeScopes(parseGraph(notation).map(({ spec }) => spec))).toEqual(scopes);
});
