import type { TaskSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { Downstream } from '../../../../packages/runtime/src/scheduler/downstream.js';
import { decideSkips } from '../../../../packages/runtime/src/scheduler/rules/role-decision.js';
import { parseGraph } from '../graph-notation.js';

// b decides; g.x and g.y are in the group g.
const TASKS = parseGraph('b>a>d>e b>c>d b>g.x>h b>g.y').map(
  ({ spec }): TaskSpec => (spec.taskId.startsWith('g.') ? { ...spec, groupId: 'g' } : spec),
);
const downstream = new Downstream(TASKS);

function decide(role: TaskSpec['role'], value: unknown): readonly string[] {
  const [task] = TASKS;
  return decideSkips(
    { ...(task as TaskSpec), ...(role === undefined ? {} : { role }) },
    JSON.stringify(value),
    downstream,
  );
}

describe('a branch', () => {
  it.each([
    ['one task', 'a', ['c', 'g.x', 'g.y']],
    ['several', ['a', 'c'], ['g.x', 'g.y']],
    ['a group', 'g', ['a', 'c']],
    ['nothing', null, ['a', 'c', 'g.x', 'g.y']],
    ['an empty list', [], ['a', 'c', 'g.x', 'g.y']],
    ['a task further down', 'd', ['a', 'c', 'g.x', 'g.y']],
    ['everything', ['a', 'c', 'g'], []],
  ])('that chooses %s skips the others right after it', (_what, value, skips) => {
    expect(decide({ kind: 'branch' }, value)).toEqual(skips);
  });

  it('spares what also comes after the chosen one', () => {
    const tasks = parseGraph('b>a b>c a>c').map(({ spec }) => spec);
    const [branch] = tasks;
    const spec = { ...(branch as TaskSpec), role: { kind: 'branch' } as const };

    expect(decideSkips(spec, '"a"', new Downstream(tasks))).toEqual([]);
    expect(decideSkips(spec, '"c"', new Downstream(tasks))).toEqual(['a']);
  });

  it.each([
    ['A', '"A"', 'Did you mean "a"?'],
    [
      { $: 'pickle', v: ['TS4=', 'int', '1'] },
      'a value that pickle has written (2 bytes)',
      'There is "a", "c", "g.x", "g.y", "g".',
    ],
    [7, '7', 'There is "a", "c", "g.x", "g.y", "g".'],
    [['a', null], 'null', 'There is "a", "c", "g.x", "g.y", "g".'],
  ])('cannot choose %j', (value, shown, hint) => {
    expect(() => decide({ kind: 'branch' }, value)).toThrow(
      expect.objectContaining({
        code: 'BRANCH_INVALID',
        message: `The branch "b" chose ${shown}, which is no task and no group of the DAG.`,
        hint,
      }),
    );
  });
});

describe('a short circuit', () => {
  const all = { kind: 'shortCircuit', ignoreDownstreamTriggerRules: true } as const;
  const next = { kind: 'shortCircuit', ignoreDownstreamTriggerRules: false } as const;

  it.each([
    [null],
    [false],
    [0],
    [''],
    [[]],
    [{}],
    [{ $: 'set', v: [] }],
    [{ $: 'float', v: '-0' }],
    [{ $: 'int', v: '0' }],
  ])('skips everything below for %j, or what comes right after it', (value) => {
    expect(decide(all, value)).toEqual(['a', 'c', 'g.x', 'g.y', 'd', 'h', 'e']);
    expect(decide(next, value)).toEqual(['a', 'c', 'g.x', 'g.y']);
  });

  it.each([[true], [-1], [0.5], ['0'], [[null]], [{ a: null }], [{ $: 'set', v: [0] }], [{ $: 'float', v: 'nan' }]])(
    'skips nothing for %j',
    (value) => {
      expect(decide(all, value)).toEqual([]);
    },
  );
});

it('a short circuit cannot tell whether a pickled value is true', () => {
  expect(() =>
    decide({ kind: 'shortCircuit', ignoreDownstreamTriggerRules: true }, { $: 'dill', v: ['TS4=', 'int', '1'] }),
  ).toThrow(
    expect.objectContaining({
      code: 'RETURN_INVALID',
      message:
        'The short circuit "b" returned a value that dill has written (2 bytes), and only Python can tell whether it is true.',
      hint: 'Return `bool(…)` of it.',
    }),
  );
});

it('a task without a role skips nothing', () => {
  expect(decide(undefined, false)).toEqual([]);
});

describe('the name of a method', () => {
  // Each branch calls `left` and `right` once more, the second time in the group h.
  const tasks = parseGraph('b>left b>right b__1>h.left__1 b__1>h.right__1').map(({ spec }): TaskSpec => {
    const method = spec.taskId.replace(/^h\./, '').replace(/__1$/, '');
    return { ...spec, method, ...(spec.taskId.startsWith('h.') ? { groupId: 'h' } : {}) };
  });

  it.each([
    ['b', 'left', ['right']],
    ['b__1', 'left', ['h.right__1']],
    ['b__1', 'h.left__1', ['h.right__1']],
    ['b__1', 'h', []],
  ])('means what comes right after the branch: %s chooses %s', (branchId, chosen, skipped) => {
    const branch = tasks.find(({ taskId }) => taskId === branchId) as TaskSpec;
    const role = { kind: 'branch' } as const;
    expect(decideSkips({ ...branch, role }, JSON.stringify(chosen), new Downstream(tasks))).toEqual(skipped);
  });
});
