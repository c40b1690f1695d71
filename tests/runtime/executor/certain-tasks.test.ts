import { describe, expect, it } from 'vitest';
import { listCertainTasks } from '../../../packages/runtime/src/executor/certain-tasks.js';
import type { PlannedTask } from '../../../packages/runtime/src/ports.js';

/** `a b<a c<ab`: tasks with what comes before them; `?` after a name is a branch, `*` a condition. */
function createTasks(notation: string): readonly PlannedTask[] {
  return notation.split(' ').map((word) => {
    const [, name = '', mark = '', before = ''] = /^(\w)([?*]?)<?(\w*)$/.exec(word) ?? [];
    const role = mark === '?' ? { role: { kind: 'branch' } } : {};
    const spec = { taskId: name, upstream: [...before], ...role };
    return { spec, method: { conditions: mark === '*' ? [{}] : [] } } as unknown as PlannedTask;
  });
}

describe('of the tasks of a plan', () => {
  it.each([
    ['a b<a', 'a b'],
    ['a? b<a c', 'a c'],
    ['a? b<a c<b d<c', 'a'],
    ['a b* c<b d', 'a d'],
    ['a? b c<ab', 'a b'],
    ['d<c c<b b<a a?', 'a'],
  ])('%s, those that run for certain are %s', (notation, expected) => {
    const certain = listCertainTasks(createTasks(notation)).map(({ spec }) => spec.taskId);
    expect(certain.sort().join(' ')).toBe(expected);
  });
});
