import { context, dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const asked: string[] = [];
const note = (name: string, result: boolean): boolean => {
  asked.push(name);
  return result;
};

@dag({ defaults: { retries: 1, retryDelay: 0 } })
class Conditional {
  @task.runIf(({ ds }) => ds === '2026-11-24') @task() runs(): string {
    return 'run';
  }
  @task.runIf(() => false) never(): void {}
  @task.skipIf(async () => [true, 'a holiday'] as const) @task.bash() holiday(): string {
    return 'echo working';
  }
  @task.runIf(() => [false, 'not in Python either'])
  @task.externalPython({ python: PYTHON })
  inPython(): string {
    return python`return "never"`;
  }
  @task.runIf(() => note('outer', true)) @task.skipIf(() => note('inner', true)) @task() twice(): void {}
  @task.runIf(() => {
    throw new RangeError('cannot say');
  })
  @task()
  unsure(): void {}
  @task.skipIf(() => context().attempt === 2) @task() second(): void {
    throw new Error('first');
  }
  flow(tasks: Tasks<Conditional>) {
    for (const call of Object.values(tasks)) call();
  }
}

describe('a task with conditions', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Conditional, { logicalDate: new Date('2026-11-24T00:00:00Z') });

  it.each([
    ['runs', 'success', 1, undefined],
    ['never', 'skipped', 1, 'the condition to run does not hold'],
    ['holiday', 'skipped', 1, 'a holiday'],
    ['inPython', 'skipped', 1, 'not in Python either'],
    ['twice', 'skipped', 1, 'the condition to skip holds'],
    ['unsure', 'failed', 2, undefined],
    ['second', 'skipped', 2, 'the condition to skip holds'],
  ])('%s is %s', (taskId, state, attempts, reason) => {
    const { state: ended, attempts: tried, reason: told } = result.task(taskId);
    expect([ended, tried, told]).toEqual([state, attempts, reason]);
  });

  it('asks from the outside in', () => {
    expect(asked).toEqual(['outer', 'inner']);
  });

  it('fails where a condition does', () => {
    const { error } = result.task('unsure');
    expect(error).toMatchObject({ type: 'RangeError', message: 'cannot say' });
    expect(error?.frames.map(({ file }) => file)).toEqual([import.meta.filename]);
  });

  it('shows its conditions in the plan', async () => {
    await using planning = await createTestRuntime();
    const { tasks } = await planning.runtime.plan(Conditional);
    expect(tasks.map(({ roles }) => roles.join(' '))).toEqual([
      'runIf',
      'runIf',
      'skipIf',
      'runIf',
      'runIf skipIf',
      'runIf',
      'skipIf',
    ]);
  });
});
