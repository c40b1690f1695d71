import { readdir } from 'node:fs/promises';
import { chain, context, dag, python, type Run, type Tasks, task, text } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime, PYTHON } from './test-runtime.js';

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

  it('are refused where the DAG has none', async () => {
    await using test = await createTestRuntime();
    await expect(test.runtime.run(WithoutParams, { params: { oops: 1 } })).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: 'The DAG has no params, and was given "oops".',
    });
  });
});

const Nested = z.object({
  db: z.object({ host: z.string(), pool: z.object({ size: z.int().min(1).default(4) }) }),
  label: z.string().nullable().default(null),
});

@dag({ params: Nested })
class WithNested {
  @task() show(host: string, size: number, label: string | null): string {
    const { db } = context().params as z.infer<typeof Nested>;
    return `${host}:${size} ${db.host}:${db.pool.size} ${label}`;
  }
  @task.externalPython({ python: PYTHON }) showToo(host: string, size: number): string {
    return python`
      from taskloom import context, params
      return "%s:%s %s:%s %s" % (${host}, ${size}, params["db"]["host"], context.params["db"]["pool"]["size"], params["label"])
    `;
  }
  flow({ show, showToo }: Tasks<WithNested>, { params }: Run<z.infer<typeof Nested>>) {
    const { host, pool } = params.db;
    return [show(host, pool.size, params.label), showToo(host, pool.size)] as const;
  }
}

describe('nested params', () => {
  it('reach flow, TypeScript and Python', async () => {
    await using test = await createTestRuntime();
    const { value } = await test.runtime.run(WithNested, { params: { db: { host: 'a', pool: {} } } });
    expect(value).toEqual(['a:4 a:4 null', 'a:4 a:4 None']);
  });

  it('are checked when a run is planned', async () => {
    await using test = await createTestRuntime();
    await expect(
      test.runtime.plan(WithNested, { params: { db: { host: 1, pool: { size: 0 } } } }),
    ).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      details: {
        problems: [expect.stringMatching(/^params\.db\.host: /), expect.stringMatching(/^params\.db\.pool\.size: /)],
      },
    });
  });

  it('are seen by a task alone', async () => {
    await using test = await createTestRuntime();
    const params = { db: { host: 'a', pool: { size: 1 } } };
    await expect(test.runtime.runTask(WithNested, 'show', ['b', 2, 'c'], { params })).resolves.toBe('b:2 a:1 c');
    await expect(test.runtime.runTask(WithNested, 'showToo', ['b', 2], { params })).resolves.toBe('b:2 a:1 None');
    const refused = test.runtime.runTask(WithNested, 'show', ['b', 2, 'c'], { params: { db: {} } });
    await expect(refused).rejects.toMatchObject({ code: 'PARAMS_INVALID' });
  });
});

@dag({ params: z.object({ days: z.any() }) })
class Mapped {
  @task() load(day: string): string {
    return day;
  }
  flow({ load }: Tasks<Mapped>, { params }: Run<{ days: string[] }>) {
    return load.expand(params.days);
  }
}

it('params that tasks are mapped over are lists, for a plan too', async () => {
  await using test = await createTestRuntime();
  await expect(test.runtime.plan(Mapped, { params: { days: 'monday' } })).rejects.toMatchObject({
    code: 'PARAMS_INVALID',
    message: 'Tasks are mapped over params.days: Tasks are mapped over "monday", which is no list.',
  });
  await expect(test.runtime.plan(Mapped, { params: { days: ['monday'] } })).resolves.toMatchObject({ dagId: 'Mapped' });
});

@dag()
class WithoutParams {
  @task() nothing(): void {}
  flow({ nothing }: Tasks<WithoutParams>) {
    nothing();
  }
}
