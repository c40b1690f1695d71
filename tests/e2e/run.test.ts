import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunEvent, RunFailedError } from '@taskloom/runtime';
import { chain, context, dag, FailTask, python, type Run, SkipTask, type Tasks, task, text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime, PYTHON } from './test-runtime.js';

@dag()
class Pipeline {
  @task() numbers(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index);
  }
  @task.externalPython({ python: PYTHON }) total(numbers: number[], scale = 10): { sum: number; label: string } {
    return python`
      print("adding", len(${numbers}))
      return {"sum": sum(${numbers}) * ${scale}, "label": "scaled by %d" % ${scale}}
    `;
  }
  @task.bash() shout(label: string): string {
    return `echo '${label}' | tr a-z A-Z`;
  }
  @task() describe(sum: number, loud: string): string {
    return `${sum} ${loud}`;
  }
  flow({ numbers, total, shout, describe: join }: Tasks<Pipeline>) {
    const result = total(numbers(5));
    return { text: join(result.sum, shout(result.label)), sum: result.sum };
  }
}

describe('a run', () => {
  it('hands values from TypeScript through Python and bash and back', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Pipeline);
    expect(result.value).toEqual({ text: '100 SCALED BY 10', sum: 100 });
    expect(result.tasks.map(({ taskId, state }) => `${taskId}:${state}`)).toEqual([
      'numbers:success',
      'total:success',
      'shout:success',
      'describe:success',
    ]);
    expect(await result.task('total').log()).toBe('adding 5\n');
    expect(await result.task('total').xcom()).toEqual({ sum: 100, label: 'scaled by 10' });
  });

  it('tells its events in order and leaves a journal', async () => {
    await using test = await createTestRuntime({ concurrency: 1 });
    const handle = test.runtime.start(Pipeline, { runId: 'r1' });
    const events: RunEvent[] = [];
    for await (const event of handle) events.push(event);
    await handle.done;

    const told = events.map((event) => {
      if (event.kind === 'task') return `${event.taskId}:${event.state}`;
      return event.kind === 'log' ? `${event.taskId}> ${event.line}` : `${event.kind}:${event.state}`;
    });
    expect(told).toEqual([
      'run:running',
      'numbers:running',
      'numbers:success',
      'total:running',
      'total> adding 5',
      'total:success',
      'shout:running',
      'shout> SCALED BY 10',
      'shout:success',
      'describe:running',
      'describe:success',
      'run:success',
    ]);
    expect(await readdir(join(test.home, 'runs'))).toEqual(['r1']);
    const journal = await readFile(join(test.home, 'runs/r1/journal.ndjson'), 'utf8');
    expect(journal.trimEnd().split('\n')).toHaveLength(1 + 10 + 4);
  });

  it('runs one task alone with typed arguments', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.runTask(Pipeline, 'total', [[1, 2, 3]]);
    expect(result).toEqual({ sum: 60, label: 'scaled by 10' });
    expect(await readdir(test.home)).not.toContain('runs');
  });
});

@dag()
class Failing {
  @task.externalPython({ python: PYTHON }) divide(by: number): number {
    return python`
      def inner(n):
          return 1 / n

      return inner(${by})
    `;
  }
  @task() after(value: number): number {
    return value;
  }
  @task() unrelated(): string {
    return 'done';
  }
  flow({ divide, after, unrelated }: Tasks<Failing>) {
    unrelated();
    return after(divide(0));
  }
}

describe('a failing task', () => {
  it('points at the lines of the TypeScript file and joins them to the line of flow', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Failing);
    expect(result.state).toBe('failed');
    expect(result.tasks.map(({ taskId, state }) => `${taskId}:${state}`)).toEqual([
      'unrelated:success',
      'divide:failed',
      'after:upstream_failed',
    ]);
    const { error } = result.task('divide');
    expect(error).toMatchObject({ type: 'ZeroDivisionError', message: 'division by zero' });
    const source = (await readFile(import.meta.filename, 'utf8')).split('\n');
    expect(error?.frames.map(({ file, line }) => [file, source[line - 1]?.trim()])).toEqual([
      [import.meta.filename, 'return inner(${by})'],
      [import.meta.filename, 'return 1 / n'],
    ]);

    const thrown = catchError(() => result.value);
    expect(thrown).toBeInstanceOf(RunFailedError);
    const cause = thrown.cause as Error;
    expect(cause.stack?.split('\n').map((line) => line.replace(/\(.*\/|:\d+\)$/g, ''))).toEqual([
      'ZeroDivisionError: division by zero',
      expect.stringMatching(/^ {4}at inner run\.test\.ts:\d+$/),
      expect.stringMatching(/^ {4}at divide run\.test\.ts:\d+$/),
      expect.stringMatching(/^ {4}at flow run\.test\.ts:\d+$/),
    ]);
  });
});

function catchError(body: () => unknown): Error {
  try {
    body();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

@dag({ defaults: { retries: 1, retryDelay: 0 } })
class Endings {
  @task() skips(): string {
    throw new SkipTask('nothing today');
  }
  @task.externalPython({ python: PYTHON }) skipsToo(): string {
    return python`
      import taskloom
      raise taskloom.Skip("nothing in Python either")
    `;
  }
  @task() afterSkip(_value: string): void {}
  @task() gives(): string {
    throw new FailTask('for good');
  }
  @task.externalPython({ python: PYTHON }) givesToo(): string {
    return python`
      import taskloom
      raise taskloom.Fail("for good in Python")
    `;
  }
  @task() second(): number {
    if (context().attempt < 2) throw new Error('not yet');
    return context().attempt;
  }
  @task.externalPython({ python: PYTHON }) secondToo(): number {
    return python`
      import taskloom
      if taskloom.context.attempt < 2:
          raise RuntimeError("not yet")
      return taskloom.context["attempt"]
    `;
  }
  flow(tasks: Tasks<Endings>) {
    tasks.afterSkip(tasks.skips());
    tasks.skipsToo();
    tasks.gives();
    tasks.givesToo();
    tasks.second();
    tasks.secondToo();
  }
}

describe('skips, final failures and retries', () => {
  it('are the same in TypeScript and in Python', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Endings);
    expect(result.tasks.map(({ taskId, state, attempts }) => [taskId, state, attempts])).toEqual([
      ['skips', 'skipped', 1],
      ['afterSkip', 'skipped', 0],
      ['skipsToo', 'skipped', 1],
      ['gives', 'failed', 1],
      ['givesToo', 'failed', 1],
      ['second', 'success', 2],
      ['secondToo', 'success', 2],
    ]);
    expect(result.task('second').error).toBeUndefined();
  });
});

const Params = z.object({ region: z.enum(['eu', 'us']).default('eu'), limit: z.number().int() });

@dag({ params: Params })
class WithParams {
  @task() echo(path: string, limit: number): string {
    return `${path} ${limit} ${JSON.stringify(context().params)}`;
  }
  @task.externalPython({ python: PYTHON }) echoToo(day: Date): string {
    return python`
      import taskloom
      return "%s %s %s %s" % (${day}.isoformat(), taskloom.context.ds, taskloom.params["region"], taskloom.context.task_id)
    `;
  }
  flow({ echo, echoToo }: Tasks<WithParams>, { params, context: run }: Run<z.infer<typeof Params>>) {
    const first = echo(text`data/${params.region}/${run.ds}.csv`, params.limit);
    const second = echoToo(run.logicalDate);
    chain(first, second);
    return [first, second] as const;
  }
}

describe('params and context', () => {
  const logicalDate = new Date('2026-11-24T06:00:00Z');

  it('reach flow, TypeScript and Python', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(WithParams, { params: { limit: 3 }, logicalDate });
    expect(result.value).toEqual([
      'data/eu/2026-11-24.csv 3 {"region":"eu","limit":3}',
      '2026-11-24T06:00:00+00:00 2026-11-24 eu echoToo',
    ]);
  });

  it('are refused before the run, all problems at once', async () => {
    await using test = await createTestRuntime();
    const params = { region: 'mars', limit: 1.5 };
    await expect(test.runtime.run(WithParams, { params })).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: expect.stringMatching(/params\.region: .*\n {2}params\.limit: /),
    });
    expect(await readdir(test.home)).not.toContain('runs');
  });
});

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
