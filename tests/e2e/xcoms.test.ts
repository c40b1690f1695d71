import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

@dag()
class Outputs {
  @task() fields(): { a: number; b: string } {
    return { a: 1, b: 'two' };
  }
  @task({ multipleOutputs: false }) whole(): { a: number } {
    return { a: 1 };
  }
  @task({ pushXCom: false }) secret(): string {
    return 'not kept';
  }
  @task.externalPython({ python: PYTHON, showReturnValueInLogs: true }) shown(): number[] {
    return python`return [1, 2.5]`;
  }
  @task.externalPython({ python: PYTHON }) pulls(_secret: string): unknown {
    return python`
      import taskloom
      pull = taskloom.xcom.pull
      return [_secret, pull("fields", "a"), pull("fields", "c", default="none"), pull("whole", "a"), pull(["fields", "whole"], "a")]
    `;
  }
  flow({ fields, whole, secret, shown, pulls }: Tasks<Outputs>) {
    const [first, second] = [fields(), whole()];
    const pulled = pulls(secret());
    return { pulled, first, second, shown: shown() };
  }
}

describe('what a task returns', async () => {
  await using test = await createTestRuntime({ concurrency: 1 });
  const result = await test.runtime.run(Outputs);
  const logs = await Promise.all(['shown', 'fields'].map((taskId) => result.task(taskId).log()));

  it('is had by the keys of its fields, unless its author does not want that, and not at all where it is not kept', () => {
    expect(result.value.pulled).toEqual([null, 1, 'none', null, [1, null]]);
  });

  it('is in the log where it is to be', () => {
    expect(logs).toEqual(['Returned value: [1,2.5]\n', '']);
  });
});

it('a task with multipleOutputs that returns no fields has failed', async () => {
  @dag()
  class List {
    @task({ multipleOutputs: true }) list(): number[] {
      return [1];
    }
    flow({ list }: Tasks<List>) {
      return list();
    }
  }
  await using test = await createTestRuntime();
  const { state, error } = (await test.runtime.run(List)).task('list');
  expect([state, error?.code, error?.message]).toEqual([
    'failed',
    'RETURN_INVALID',
    'The task "list" has multipleOutputs, and returned [1].',
  ]);
});
