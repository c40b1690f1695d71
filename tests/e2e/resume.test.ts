import { chain, context, dag, python, scoped, type Tasks, task } from '@taskloom/sdk';
import { beforeEach, describe, expect, it } from 'vitest';
import { Cluster, cutJournal, lineOf, note, ran, resumeElsewhere, startAnew, world } from './cut-off.js';
import { createTestRuntime, PYTHON } from './test-runtime.js';

beforeEach(startAnew);

describe('a run that goes on', () => {
  it('runs what had not ended, with the values of what had', async () => {
    world.isBroken = false;
    await using test = await createTestRuntime({ concurrency: 1 });
    await test.runtime.run(Cluster, { runId: 'r' });
    cutJournal(test.home, lineOf('"taskId":"load","mapIndex":1,"mapIndexes":[1],"attempt":1,"state":"running"'));
    ran.length = 0;

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Cluster, 'r'));

    expect(result.value).toEqual([10, 20, 30]);
    expect(ran).toEqual(['load[1]#2', 'load[2]#1', 'down#1', 'report#1']);
    expect(result.tasks.map(({ taskId, attempts }) => `${taskId}#${attempts}`)).toContain('up#1');
  });

  it('gives its result once more where it had ended, and runs nothing', async () => {
    await using test = await createTestRuntime({ concurrency: 1 });
    const first = await test.runtime.run(Cluster, { runId: 'r' });
    ran.length = 0;

    const again = await resumeElsewhere(test.home, (runtime) => runtime.resume(Cluster, 'r'));

    expect(ran).toEqual([]);
    expect(again.state).toBe(first.state);
    expect(again.endedAt).toEqual(first.endedAt);
    expect(await again.task('report').xcom()).toEqual([10, 30]);
    expect(again.task('load', 1).error?.message).toBe('broken');
  });

  it('has the logical date, the params and the id that it began with', async () => {
    const { z } = await import('zod');
    @dag({ params: z.object({ day: z.string() }) })
    class Dated {
      @task.externalPython({ python: PYTHON }) tell(_before: null): string[] {
        return python`
          import taskloom
          return [taskloom.context.ds, taskloom.params["day"], taskloom.context.run_id]
        `;
      }
      @task() first(): null {
        return null;
      }
      flow({ first, tell }: Tasks<Dated>) {
        return tell(first());
      }
    }
    await using test = await createTestRuntime();
    const options = { runId: 'r', logicalDate: new Date('2026-02-03T00:00:00Z'), params: { day: 'Tuesday' } };
    await test.runtime.run(Dated, options);
    cutJournal(test.home, lineOf('"state":"running"'));

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Dated, 'r'));

    expect(result.value).toEqual(['2026-02-03', 'Tuesday', 'r']);
  });

  it('does not count an attempt that was cut off against the retries', async () => {
    @dag()
    class Retried {
      @task({ retries: 1, retryDelay: 0 }) work(): number {
        note();
        if (ran.length < 3) throw new Error(`not yet, of ${context().maxAttempts}`);
        return ran.length;
      }
      flow({ work }: Tasks<Retried>) {
        return work();
      }
    }
    await using test = await createTestRuntime();
    expect((await test.runtime.run(Retried, { runId: 'r' })).state).toBe('failed');
    cutJournal(test.home, lineOf('"attempt":1,"state":"running"'));
    ran.length = 0;

    // The first was cut off; the second and the third are what it has.
    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Retried, 'r'));

    expect(ran).toEqual(['work#2', 'work#3']);
    expect(result.task('work').error?.message).toBe('not yet, of 3');
  });

  it('runs what was cancelled, with what had been set up for it', async () => {
    @dag()
    class Cancelled {
      @task.setup() up(): void {
        note();
      }
      @task.teardown() down(): void {
        note();
      }
      @task() before(): null {
        note();
        return null;
      }
      @task() async work(_before: null): Promise<string> {
        note();
        if (world.isBroken) await new Promise((resolve) => context().signal.addEventListener('abort', resolve));
        return 'done';
      }
      flow({ up, down, before, work }: Tasks<Cancelled>) {
        return scoped(up(), down(), () => work(before()));
      }
    }
    await using test = await createTestRuntime();
    const handle = test.runtime.start(Cancelled, { runId: 'r' });
    for await (const event of handle) {
      if (event.kind === 'task' && event.taskId === 'work' && event.state === 'running') handle.cancel();
    }
    expect((await handle.done).state).toBe('cancelled');
    world.isBroken = false;
    ran.length = 0;

    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(Cancelled, 'r'));

    expect(result.value).toBe('done');
    // What was set up was taken down: work that had ended is done again, too.
    expect(ran).toEqual(['up#2', 'before#2', 'work#2', 'down#2']);
  });

  it('asks anew for what could not be returned', async () => {
    const make = (field: 'there' | 'missing') => {
      @dag({ id: 'Returned' })
      class Returned {
        @task() work(): { there: { deep: number } } {
          note();
          return { there: 7 as unknown as { deep: number } };
        }
        flow({ work }: Tasks<Returned>) {
          const made = work();
          return field === 'there' ? made.there : made.there.deep;
        }
      }
      return Returned;
    };
    await using test = await createTestRuntime();
    await test.runtime.run(make('missing'), { runId: 'r' });
    ran.length = 0;

    const same = await resumeElsewhere(test.home, (runtime) => runtime.resume(make('missing'), 'r'));
    const mended = await resumeElsewhere(test.home, (runtime) => runtime.resume(make('there'), 'r'));

    expect([same.state, mended.state, mended.value, ran]).toEqual(['failed', 'success', 7, []]);
  });

  it('skips again what a branch had skipped, also when it is cleared', async () => {
    @dag()
    class Branched {
      @task.branch() choose(): string {
        note();
        return 'left';
      }
      @task() left(): void {
        note();
      }
      @task() right(): void {
        note();
      }
      flow({ choose, left, right }: Tasks<Branched>) {
        chain(choose(), [left(), right()]);
      }
    }
    await using test = await createTestRuntime();
    await test.runtime.run(Branched, { runId: 'r' });
    // Killed after the branch has ended, before what it skips is recorded.
    cutJournal(test.home, lineOf('"taskId":"choose","mapIndex":-1,"mapIndexes":[],"attempt":1,"state":"success"'));
    const resumed = await resumeElsewhere(test.home, (runtime) => runtime.resume(Branched, 'r'));
    const cleared = await resumeElsewhere(test.home, (runtime) => runtime.resume(Branched, 'r', { clear: ['right'] }));

    expect([resumed.task('right').state, cleared.task('right').state]).toEqual(['skipped', 'skipped']);
    expect(ran).toEqual(['choose#1', 'left#1', 'left#1']);
  });

  it('takes the bodies as they are now, and tasks that are new', async () => {
    const make = (body: (n: number) => number, isLonger: boolean) => {
      @dag({ id: 'Edited' })
      class Edited {
        @task() first(): number {
          note();
          return 1;
        }
        @task() second(n: number): number {
          note();
          return body(n);
        }
        @task() third(n: number): number {
          note();
          return n * 100;
        }
        flow({ first, second, third }: Tasks<Edited>) {
          const made = second(first());
          return isLonger ? third(made) : made;
        }
      }
      return Edited;
    };
    const broken = make(() => {
      throw new Error('broken');
    }, false);
    await using test = await createTestRuntime();
    await test.runtime.run(broken, { runId: 'r' });
    ran.length = 0;

    const mended = make((n) => n + 1, true);
    const result = await resumeElsewhere(test.home, (runtime) => runtime.resume(mended, 'r', { clear: ['second'] }));

    expect(result.value).toBe(200);
    expect(ran).toEqual(['second#2', 'third#1']);
  });
});
