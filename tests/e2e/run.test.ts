import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunEvent, RunFailedError } from '@taskloom/runtime';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
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
      if (event.kind === 'map') return event.kind;
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

@dag()
class Leads {
  @task() rows(): { total?: number } {
    return [1] as { total?: number };
  }
  flow({ rows }: Tasks<Leads>) {
    return rows().total;
  }
}

describe('a run whose result leads nowhere', () => {
  it('has failed, and is recorded to its end', async () => {
    await using test = await createTestRuntime();
    const result = await test.runtime.run(Leads, { runId: 'r1' });

    expect([result.state, result.task('rows').state]).toEqual(['failed', 'success']);
    expect(() => result.value).toThrow(
      'The run "r1" of "Leads" has no value: The result of "rows" is a list of 1 and has no "total".',
    );
    const journal = await readFile(join(test.home, 'runs/r1/journal.ndjson'), 'utf8');
    expect(JSON.parse(journal.trimEnd().split('\n').at(-1) ?? '').entry.event).toMatchObject({ state: 'failed' });
  });
});
