import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dag, type Tasks, task } from '@taskloom/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { Cluster, note, resumeElsewhere, startAnew } from './cut-off.js';
import { createTestRuntime } from './test-runtime.js';

beforeEach(startAnew);

describe('a run does not go on', () => {
  it.each([
    ['lead', 'The run has no task "lead" to clear.', 'Did you mean "load"?'],
    ['load[7]', 'The run has no task instance "load[7]" to clear.', 'Did you mean "load[0]"?'],
    ['load[', 'The run has no task "load[" to clear.', 'Did you mean "load"?'],
  ])('with %s to be cleared', async (id, message, hint) => {
    await using test = await createTestRuntime();
    await test.runtime.run(Cluster, { runId: 'r' });
    await expect(test.runtime.resume(Cluster, 'r', { clear: [id] })).rejects.toMatchObject({
      code: 'TASK_UNKNOWN',
      message,
      hint,
    });
    // Nothing of it was changed.
    expect((await test.runtime.resume(Cluster, 'r')).task('load', 1).state).toBe('failed');
  });

  it('while it is under way', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    @dag()
    class Held {
      @task() wait(): Promise<void> {
        return held;
      }
      flow({ wait }: Tasks<Held>) {
        wait();
      }
    }
    await using test = await createTestRuntime();
    const handle = test.runtime.start(Held, { runId: 'r' });
    for await (const event of handle) if (event.kind === 'task') break;

    await expect(test.runtime.resume(Held, 'r')).rejects.toMatchObject({ code: 'RUN_ACTIVE' });

    release();
    expect((await handle.done).state).toBe('success');
  });

  it('as another DAG', async () => {
    @dag()
    class Other {
      flow() {}
    }
    await using test = await createTestRuntime();
    await test.runtime.run(Cluster, { runId: 'r' });
    await expect(test.runtime.resume(Other, 'r')).rejects.toMatchObject({
      code: 'RUN_CHANGED',
      message: 'The run "r" is one of the DAG "Cluster", and not of "Other".',
    });
  });

  it('over a list that has another length now', async () => {
    const make = (items: readonly number[]) => {
      @dag({ id: 'Listed' })
      class Listed {
        @task() each(n: number): number {
          note();
          return n;
        }
        flow({ each }: Tasks<Listed>) {
          return each.expand(items);
        }
      }
      return Listed;
    };
    await using test = await createTestRuntime();
    await test.runtime.run(make([1, 2]), { runId: 'r' });
    const longer = make([1, 2, 3]);

    await expect(test.runtime.resume(longer, 'r')).rejects.toMatchObject({
      code: 'RUN_CHANGED',
      message: 'The list that "each" is mapped over had 2 elements, and has 3 now.',
      hint: 'Let it run again, with all that comes after it: clear "each".',
    });
    // What was refused has changed nothing.
    expect(await test.runtime.runs()).toMatchObject([{ runId: 'r', state: 'success' }]);
    expect((await test.runtime.resume(make([1, 2]), 'r')).value).toEqual([1, 2]);
    expect((await test.runtime.resume(longer, 'r', { clear: ['each'] })).value).toEqual([1, 2, 3]);
  });

  it('without a value that is gone, or is another one now', async () => {
    @dag()
    class Large {
      @task() make(): string {
        return 'x'.repeat(100_000);
      }
      @task() measure(text: string): number {
        return text.length;
      }
      flow({ make, measure }: Tasks<Large>) {
        return measure(make());
      }
    }
    await using test = await createTestRuntime();
    await test.runtime.run(Large, { runId: 'r' });
    const values = join(test.home, 'runs/r/values');
    for (const name of readdirSync(values)) writeFileSync(join(values, name), '"other"');

    const damaged = await resumeElsewhere(test.home, (one) => one.resume(Large, 'r', { clear: ['measure'] }));
    const mended = await resumeElsewhere(test.home, (one) => one.resume(Large, 'r', { clear: ['make'] }));

    expect(damaged.task('measure').error).toMatchObject({
      code: 'RUN_DAMAGED',
      message: expect.stringMatching(/^The value of "make" is gone, or is not what was written: /),
      hint: 'Let it run again, with all that comes after it: clear "make".',
    });
    expect(mended.value).toBe(100_000);
  });
});
