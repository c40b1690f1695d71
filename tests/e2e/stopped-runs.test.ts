import { chain, dag, python, type Ref, scoped, type Tasks, task } from '@taskloom/sdk';
import { expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const until = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

@dag({ runTimeout: '300ms' })
class Slow {
  @task.setup() open(): string {
    return 'a folder';
  }
  @task.teardown() @task.externalPython({ python: PYTHON }) close(folder: string): string {
    return python`return "closed " + ${folder}`;
  }
  @task.externalPython({ python: PYTHON }) wait(): void {
    return python`
      import time
      time.sleep(60)
    `;
  }
  @task() after(): void {}
  flow({ open, close, wait, after }: Tasks<Slow>) {
    const folder = open();
    scoped(folder, close(folder), () => chain(wait(), after()));
  }
}

it('a run that takes longer than its author allows fails, and is taken down', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Slow);
  expect(result.state).toBe('failed');
  expect(result.tasks.map(({ taskId, state }) => [taskId, state])).toEqual([
    ['open', 'success'],
    ['close', 'success'],
    ['wait', 'failed'],
    ['after', 'skipped'],
  ]);
  expect(result.task('wait').error?.message).toBe(
    'The task "wait" was ended, because the run took longer than its runTimeout of 0.3 s.',
  );
  expect(await result.task('close').xcom()).toBe('closed a folder');
});

@dag({ failFast: true, defaults: { retries: 1, retryDelay: 0 } })
class Fast {
  @task.externalPython({ python: PYTHON }) fails(): void {
    return python`raise ValueError("no")`;
  }
  @task.externalPython({ python: PYTHON }) waits(): void {
    return python`
      import time
      time.sleep(60)
    `;
  }
  @task() after(_value: unknown): void {}
  flow({ fails, waits, after }: Tasks<Fast>) {
    fails();
    const waited: Ref<unknown> = waits();
    after(waited);
  }
}

it('the first task that fails for good ends a run that is to fail fast', async () => {
  await using test = await createTestRuntime({ concurrency: 2 });
  const result = await test.runtime.run(Fast);
  expect(result.tasks.map(({ taskId, state, attempts, error }) => [taskId, state, attempts, error?.code])).toEqual([
    ['fails', 'failed', 2, undefined],
    ['waits', 'failed', 1, 'RUN_STOPPED'],
    ['after', 'skipped', 0, undefined],
  ]);
});

@dag()
class Cancelled {
  @task.setup() open(): number {
    return 1;
  }
  @task() async work(): Promise<void> {
    const { context } = await import('@taskloom/sdk');
    await until(context().signal);
  }
  @task.teardown() close(): string {
    return 'closed';
  }
  flow({ open, work, close }: Tasks<Cancelled>) {
    scoped(open(), close(), () => work());
  }
}

it('a run that is cancelled takes down what it has set up', async () => {
  await using test = await createTestRuntime();
  const handle = test.runtime.start(Cancelled);
  for await (const event of handle) {
    if (event.kind === 'task' && event.taskId === 'work' && event.state === 'running') handle.cancel('enough');
  }
  const result = await handle.done;
  expect(result.state).toBe('cancelled');
  expect(result.tasks.map(({ taskId, state }) => `${taskId}:${state}`)).toEqual([
    'open:success',
    'close:success',
    'work:cancelled',
  ]);
});
