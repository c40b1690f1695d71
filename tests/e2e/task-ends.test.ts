import { context, dag, FailTask, python, SkipTask, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

@dag({ defaults: { retries: 1, retryDelay: 0 } })
class Endings {
  @task() skips(): string {
    throw new SkipTask('nothing today');
  }
  @task.externalPython({ python: PYTHON }) skipsToo(): string {
    return python`
      import taskloom
      raise taskloom.Skip("nothing in Python either")
    `;
  }
  @task() afterSkip(_value: string): void {}
  @task() gives(): string {
    throw new FailTask('for good');
  }
  @task.externalPython({ python: PYTHON }) givesToo(): string {
    return python`
      import taskloom
      raise taskloom.Fail("for good in Python")
    `;
  }
  @task() second(): number {
    if (context().attempt < 2) throw new Error('not yet');
    return context().attempt;
  }
  @task.externalPython({ python: PYTHON }) secondToo(): number {
    return python`
      import taskloom
      if taskloom.context.attempt < 2:
          raise RuntimeError("not yet")
      return taskloom.context["attempt"]
    `;
  }
  flow(tasks: Tasks<Endings>) {
    tasks.afterSkip(tasks.skips());
    tasks.skipsToo();
    tasks.gives();
    tasks.givesToo();
    tasks.second();
    tasks.secondToo();
  }
}

describe('skips, final failures and retries', () => {
  it('are the same in TypeScript and in Python', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Endings);
    expect(result.tasks.map(({ taskId, state, attempts }) => [taskId, state, attempts])).toEqual([
      ['skips', 'skipped', 1],
      ['afterSkip', 'skipped', 0],
      ['skipsToo', 'skipped', 1],
      ['gives', 'failed', 1],
      ['givesToo', 'failed', 1],
      ['second', 'success', 2],
      ['secondToo', 'success', 2],
    ]);
    expect(result.task('second').error).toBeUndefined();
    expect(['skips', 'skipsToo', 'afterSkip'].map((id) => result.task(id).reason)).toEqual([
      'nothing today',
      'nothing in Python either',
      undefined,
    ]);
  });
});

@dag({ defaults: { retries: 2, retryDelay: 0, retryPolicy: [{ on: ['KeyError', 'exit:7'], action: 'fail' }] } })
class Policies {
  @task.externalPython({ python: PYTHON }) key(): void {
    return python`{}["missing"]`;
  }
  @task.externalPython({ python: PYTHON }) value(): void {
    return python`raise ValueError("no")`;
  }
  @task.bash() exits(): string {
    return 'exit 7';
  }
  @task() range(): void {
    throw new RangeError('no');
  }
  flow({ key, value, exits, range }: Tasks<Policies>) {
    key();
    value();
    exits();
    range();
  }
}

describe('a retry policy', () => {
  it('looks at the kind of failure, in every language', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Policies);

    expect(result.tasks.map(({ taskId, attempts }) => [taskId, attempts])).toEqual([
      ['key', 1],
      ['value', 3],
      ['exits', 1],
      ['range', 3],
    ]);
  });
});
