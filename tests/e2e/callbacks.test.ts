import { chain, dag, python, SkipTask, type TaskCallback, type Tasks, task } from '@taskloom/sdk';
import { expect, it, vi } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const told: string[] = [];
const tell =
  (name: string): TaskCallback =>
  ({ taskId, attempt }, error) =>
    void told.push(`${name} ${taskId}#${attempt}${error === undefined ? '' : ` ${error.name}: ${error.message}`}`);
const CALLBACKS = {
  onExecute: tell('execute'),
  onSuccess: tell('success'),
  onFailure: tell('failure'),
  onRetry: tell('retry'),
  onSkipped: tell('skipped'),
};

@dag({
  defaults: { ...CALLBACKS, retries: 1, retryDelay: 0 },
  onSuccess: ({ state }) => void told.push(`run ${state}`),
  onFailure: ({ dagId, state }) => void told.push(`run of ${dagId} ${state}`),
})
class Told {
  @task() works(): void {}
  @task.externalPython({ python: PYTHON }) fails(): void {
    return python`raise KeyError("no")`;
  }
  @task() skips(): void {
    throw new SkipTask('today');
  }
  @task() never(): void {}
  flow({ works, fails, skips, never }: Tasks<Told>) {
    works();
    skips();
    chain(fails(), never());
  }
}

it('callbacks are told what became of each attempt, and of the run', async () => {
  told.length = 0;
  await using test = await createTestRuntime({ concurrency: 1 });
  await test.runtime.run(Told);
  // What is waited for goes first.
  expect(told).toEqual([
    'execute fails#1',
    "retry fails#1 KeyError: 'no'",
    'execute works#1',
    'success works#1',
    'execute fails#2',
    "failure fails#2 KeyError: 'no'",
    'execute skips#1',
    'skipped skips#1',
    'run of Told failed',
  ]);
});

@dag({
  onSuccess: () => {
    throw new Error('not reachable');
  },
})
class Broken {
  @task({
    onExecute: () => {
      throw new RangeError('before');
    },
    onSuccess: async () => {
      throw new Error('after');
    },
  })
  work(): number {
    return 1;
  }
  flow({ work }: Tasks<Broken>) {
    return work();
  }
}

it('what a callback throws is in the log of its task, and changes nothing', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Broken);
  expect(result.value).toBe(1);
  expect(await result.task('work').log()).toBe(
    'The callback onExecute failed: RangeError: before\nThe callback onSuccess failed: Error: after\n',
  );
  expect(warn.mock.calls.map(([text]) => text)).toEqual([
    'The callback onSuccess of the DAG failed: Error: not reachable',
  ]);
  warn.mockRestore();
});
