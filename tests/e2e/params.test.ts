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

  it.each([
    ['a slip in a name', { limit: 3, regoin: 'us' }, 'The DAG has no param "regoin".', 'Did you mean "region"?'],
  ])('are refused for %s', async (_what, params, message, hint) => {
    await using test = await createTestRuntime();
    await expect(test.runtime.run(WithParams, { params })).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message,
      hint,
    });
  });

  it('are refused where the DAG has none', async () => {
    await using test = await createTestRuntime();
    await expect(test.runtime.run(WithoutParams, { params: { oops: 1 } })).rejects.toMatchObject({
      code: 'PARAMS_INVALID',
      message: 'The DAG has no params, and was given "oops".',
    });
  });
});

@dag()
class WithoutParams {
  @task() nothing(): void {}
  flow({ nothing }: Tasks<WithoutParams>) {
    nothing();
  }
}
