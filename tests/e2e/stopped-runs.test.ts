import { chain, concat, dag, python, type Ref, scoped, type Tasks, task } from '@taskloom/sdk';
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

it('a second cancel ends a teardown that waits to be tried again', async () => {
  @dag()
  class Stubborn {
    @task.setup() open(): void {}
    @task.teardown() @task({ retries: 3, retryDelay: '1h' }) close(): void {
      throw new Error('busy');
    }
    flow({ open, close }: Tasks<Stubborn>) {
      chain(open(), close());
    }
  }
  await using test = await createTestRuntime();
  const handle = test.runtime.start(Stubborn);
  for await (const event of handle) {
    if (event.kind !== 'task' || event.state !== 'up_for_retry') continue;
    handle.cancel();
    handle.cancel();
  }
  const result = await handle.done;
  expect([result.state, result.task('close').state]).toEqual(['cancelled', 'cancelled']);
});

it('a callback that never ends is left behind when the run is cancelled twice', async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  @dag({ onSuccess: never })
  class Endless {
    @task({ onSuccess: never }) work(): void {}
    flow({ work }: Tasks<Endless>) {
      work();
    }
  }
  await using test = await createTestRuntime({ gracePeriod: '10ms' });
  const handle = test.runtime.start(Endless);
  for await (const event of handle) {
    if (event.kind !== 'task' || event.state !== 'success') continue;
    handle.cancel();
    handle.cancel();
  }
  expect((await handle.done).task('work').state).toBe('success');
});

it('a list that cannot be mapped over ends a run that is to fail fast', async () => {
  @dag({ failFast: true })
  class TooLong {
    @task() pair(left: number, right: number): number {
      return left * right;
    }
    @task() wait(): Promise<never> {
      return new Promise(() => undefined);
    }
    @task() go(): void {}
    flow({ pair, wait, go }: Tasks<TooLong>) {
      wait();
      const gone = go();
      concat([1]).map((one) => chain(gone, pair.expand([one as never, 2], [3, 4])));
    }
  }
  await using test = await createTestRuntime({ maxMapLength: 3, gracePeriod: '10ms' });
  const { tasks } = await test.runtime.run(TooLong);
  expect(tasks.map(({ taskId, state }) => `${taskId}:${state}`)).toEqual(['wait:skipped', 'go:skipped', 'pair:failed']);
});

it('says why a run has no value that was stopped while nothing ran', async () => {
  @dag({ runTimeout: '50ms' })
  class Waiting {
    @task.sensor({ pokeInterval: '1h', mode: 'reschedule' }) wait(): boolean {
      return false;
    }
    flow({ wait }: Tasks<Waiting>) {
      return wait();
    }
  }
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Waiting);
  expect([result.state, result.task('wait').state, result.task('wait').attempts]).toEqual(['failed', 'skipped', 1]);
  expect(() => result.value).toThrow('It was stopped, because the run took longer than its runTimeout of 0.05 s.');
});
