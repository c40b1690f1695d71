import { chain, dag, FailTask, python, SkipTask, scoped, type Tasks, task } from '@taskloom/sdk';
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

  it('with what is mapped over the list of a setup that runs again', async () => {
    @dag()
    class Listed {
      @task.setup() open(): number[] {
        note();
        return [1, 2, 3];
      }
      @task() work(n: number): number {
        note();
        if (world.isBroken && n === 3) throw new FailTask('broken');
        return n;
      }
      @task.teardown() shut(_items: number[]): void {
        note();
      }
      flow({ open, work, shut }: Tasks<Listed>) {
        const items = open();
        return scoped(items, shut(items), () => work.expand(items));
      }
    }
    await using test = await createTestRuntime({ concurrency: 1 });
    await test.runtime.run(Listed, { runId: 'r' });
    world.isBroken = false;
    ran.length = 0;

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Listed, 'r', { failed: true }));

    expect(result.value).toEqual([1, 2, 3]);
    expect(ran).toEqual(['open#2', 'work[0]#2', 'work[1]#2', 'work[2]#2', 'shut#2']);
  });

  it('with what never ran because the run failed fast, where all that failed is cleared', async () => {
    @dag({ failFast: true })
    class Fast {
      @task() bad(): null {
        note();
        if (world.isBroken) throw new FailTask('broken');
        return null;
      }
      @task.branch() choose(_bad: null): string {
        note();
        return 'left';
      }
      @task() left(): void {
        note();
      }
      @task() right(): void {
        note();
      }
      @task() other(): void {
        note();
      }
      flow({ bad, choose, left, right, other }: Tasks<Fast>) {
        const first = bad();
        chain(choose(first), [left(), right()]);
        chain(first, other());
        chain(other(), other());
      }
    }
    await using test = await createTestRuntime({ concurrency: 1 });
    const stopped = await test.runtime.run(Fast, { runId: 'r' });
    world.isBroken = false;
    ran.length = 0;

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Fast, 'r', { failed: true }));

    expect(stopped.tasks.filter(({ state }) => state === 'skipped').map(({ taskId }) => taskId)).not.toEqual([]);
    expect(result.state).toBe('success');
    expect(result.tasks.filter(({ state }) => state !== 'success').map(({ taskId }) => taskId)).toEqual(['right']);
  });
});
