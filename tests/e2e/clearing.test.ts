import { dag, python, SkipTask, scoped, type Tasks, task } from '@taskloom/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { Cluster, note, ran, resumeElsewhere, startAnew, world } from './cut-off.js';
import { createTestRuntime, PYTHON } from './test-runtime.js';

beforeEach(startAnew);

describe('what is cleared runs again', () => {
  async function clear(...ids: string[]) {
    await using test = await createTestRuntime({ concurrency: 1 });
    await test.runtime.run(Cluster, { runId: 'r' });
    world.isBroken = false;
    ran.length = 0;
    return await resumeElsewhere(test.home, (runtime) => runtime.resume(Cluster, 'r', { clear: ids }));
  }

  it('an element of a map, with what comes after it, its setup and its teardown', async () => {
    const result = await clear('load[1]');
    expect(result.value).toEqual([10, 20, 30]);
    expect(ran).toEqual(['up#2', 'load[1]#2', 'down#2', 'report#2']);
  });

  it('all elements of a map, which is mapped anew', async () => {
    const result = await clear('load');
    expect(result.value).toEqual([10, 20, 30]);
    expect(ran).toEqual(['up#2', 'load[0]#2', 'load[1]#2', 'load[2]#2', 'down#2', 'report#2']);
  });

  it('a teardown alone', async () => {
    expect((await clear('down')).state).toBe('success');
    expect(ran).toEqual(['down#2']);
  });

  it('a task of Python, with the setup in TypeScript', async () => {
    @dag()
    class Mixed {
      @task.setup() up(): string {
        note();
        return 'up';
      }
      @task.teardown() down(): void {
        note();
      }
      @task.externalPython({ python: PYTHON }) work(_cluster: string): number {
        return python`
          import taskloom
          return taskloom.context.attempt
        `;
      }
      flow({ up, down, work }: Tasks<Mixed>) {
        const cluster = up();
        return scoped(cluster, down(), () => work(cluster));
      }
    }
    await using test = await createTestRuntime();
    expect((await test.runtime.run(Mixed, { runId: 'r' })).value).toBe(1);

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Mixed, 'r', { clear: ['work'] }));

    expect(result.value).toBe(2);
    expect(ran).toEqual(['up#1', 'down#1', 'up#2', 'down#2']);
  });

  it('and has no value of its earlier attempts when it is skipped now', async () => {
    @dag()
    class Fickle {
      @task() work(): number {
        if (!world.isBroken) throw new SkipTask();
        return 1;
      }
      flow({ work }: Tasks<Fickle>) {
        return work();
      }
    }
    await using test = await createTestRuntime();
    await test.runtime.run(Fickle, { runId: 'r' });
    world.isBroken = false;

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Fickle, 'r', { clear: ['work'] }));

    expect([result.task('work').state, await result.task('work').xcom()]).toEqual(['skipped', undefined]);
  });
});
