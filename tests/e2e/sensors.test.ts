import { dag, type PokeResult, python, type Tasks, task } from '@taskloom/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const pokes: Record<string, number> = {};
afterEach(() => {
  for (const name of Object.keys(pokes)) delete pokes[name];
});
const count = (name: string): number => {
  pokes[name] = (pokes[name] ?? 0) + 1;
  return pokes[name];
};
const QUICK = { pokeInterval: '1ms', timeout: '1m' } as const;

@dag()
class Waiting {
  @task.sensor(QUICK) plain(): boolean {
    return count('plain') === 3;
  }
  @task.sensor({ ...QUICK, mode: 'reschedule' }) rescheduled(): PokeResult<{ rows: number }> {
    return count('rescheduled') < 3 ? { done: false } : { done: true, value: { rows: 7 } };
  }
  @task.sensor(QUICK) @task.externalPython({ python: PYTHON }) inPython(): PokeResult<number[]> {
    return python`
      import os, taskloom
      if os.path.exists("poked.txt"):
        return taskloom.PokeResult(True, [1, 2])
      open("poked.txt", "w").close()
      return taskloom.PokeResult(False)
    `;
  }
  @task() after(rows: number, numbers: number[]): string {
    return `${rows} ${numbers.length}`;
  }
  flow({ plain, rescheduled, inPython, after }: Tasks<Waiting>) {
    const said = after(rescheduled().rows, inPython());
    return { said, plain: plain() };
  }
}

describe('a sensor', () => {
  it('is asked until it is done, and gives its value to the tasks downstream, whatever its kind', async () => {
    await using test = await createTestRuntime({ concurrency: 1 });
    const folder = process.cwd();
    process.chdir(test.home);
    try {
      const result = await test.runtime.run(Waiting);
      expect(result.value).toEqual({ said: '7 2', plain: true });
    } finally {
      process.chdir(folder);
    }
    expect(pokes).toEqual({ plain: 3, rescheduled: 3 });
  });

  it('that is rescheduled leaves its slot to others, and stays in its attempt', async () => {
    const told: string[] = [];
    await using test = await createTestRuntime({
      concurrency: 1,
      observers: [
        (event) => void (event.kind === 'task' && told.push(`${event.taskId}#${event.attempt}:${event.state}`)),
      ],
    });
    await test.runtime.run(Shared);
    expect(told).toEqual([
      'wait#1:running',
      'wait#1:up_for_reschedule',
      'work#1:running',
      'work#1:success',
      'wait#1:running',
      'wait#1:success',
    ]);
  });

  it.each([
    ['fails without a retry', false, 'failed', 1],
    ['is skipped where that is soft', true, 'skipped', 1],
  ] as const)('whose time is up %s', async (_what, softFail, state, attempts) => {
    @dag({ defaults: { retries: 3, retryDelay: 0 } })
    class Late {
      @task.sensor({ pokeInterval: '1ms', timeout: '5ms', softFail }) wait(): boolean {
        return false;
      }
      flow({ wait }: Tasks<Late>) {
        wait();
      }
    }
    await using test = await createTestRuntime();
    const instance = (await test.runtime.run(Late)).task('wait');
    expect([instance.state, instance.attempts]).toEqual([state, attempts]);
    const said = instance.error?.message ?? instance.reason;
    expect(said).toBe('The sensor "wait" was not done within its timeout of 0.005 s.');
  });

  it('that throws is tried again like any task', async () => {
    @dag()
    class Shaky {
      @task.sensor(QUICK) wait(): boolean {
        if (count('shaky') === 1) throw new Error('not reachable');
        return true;
      }
      flow({ wait }: Tasks<Shaky>) {
        wait.override({ retries: 1, retryDelay: 0 })();
      }
    }
    await using test = await createTestRuntime();
    const { state, attempts } = (await test.runtime.run(Shaky)).task('wait');
    expect([state, attempts]).toEqual(['success', 2]);
  });

  it('ends when the run is cancelled while it waits', async () => {
    @dag()
    class Long {
      @task.sensor({ pokeInterval: '1h' }) wait(): boolean {
        return false;
      }
      flow({ wait }: Tasks<Long>) {
        wait();
      }
    }
    const abort = new AbortController();
    await using test = await createTestRuntime();
    const handle = test.runtime.start(Long, { signal: abort.signal });
    for await (const event of handle) if (event.kind === 'task') abort.abort();
    expect((await handle.done).task('wait').state).toBe('cancelled');
  });
});

@dag()
class Shared {
  @task.sensor({ pokeInterval: '30ms', mode: 'reschedule' }) wait(): boolean {
    return count('shared') === 2;
  }
  @task() work(): void {}
  flow({ wait, work }: Tasks<Shared>) {
    wait();
    work();
  }
}
