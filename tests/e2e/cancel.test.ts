import { chain, dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

@dag()
class Slow {
  @task.externalPython({ python: PYTHON }) sleep(): void {
    return python`
      import time
      try:
          print("asleep")
          time.sleep(60)
      finally:
          print("woken")
    `;
  }
  @task() after(): void {}
  flow({ sleep, after }: Tasks<Slow>) {
    chain(sleep(), after());
  }
}

@dag()
class Limited extends Slow {
  override flow({ sleep }: Tasks<Limited>) {
    sleep.override({ executionTimeout: '300ms' })();
  }
}

describe('a task that takes long', () => {
  it('is ended by a cancel, its finally block run, and nothing started after it', async () => {
    await using test = await createTestRuntime();
    const handle = test.runtime.start(Slow);
    for await (const event of handle) if (event.kind === 'log' && event.line === 'asleep') handle.cancel('enough');
    const result = await handle.done;
    expect(result.state).toBe('cancelled');
    expect(result.tasks.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(result.task('sleep').error?.code).toBe('TASK_CANCELLED');
    expect(await result.task('sleep').log()).toBe('asleep\nwoken\n');
  });

  it('is ended by its execution timeout', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Limited);
    expect(result.state).toBe('failed');
    expect(result.task('sleep').error?.code).toBe('TASK_TIMEOUT');
  });

  it('is ended by closing the runtime', async () => {
    const test = await createTestRuntime();
    const handle = test.runtime.start(Slow);
    for await (const event of handle) if (event.kind === 'log') break;
    await test[Symbol.asyncDispose]();
    expect((await handle.done).state).toBe('cancelled');
    expect(() => test.runtime.start(Slow)).toThrow('The runtime was closed.');
  });
});
