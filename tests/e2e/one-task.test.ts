import { context, dag, python, type Run, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { runCommand } from './run-command.js';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const Params = z.object({ region: z.string() });

@dag({ schedule: '@daily', startDate: '2026-01-01', endDate: '2026-12-31', params: Params })
class Alone {
  @task() typed(): string {
    const { ds, dataIntervalStart, params } = context();
    return `${ds} ${dataIntervalStart.toISOString()} ${JSON.stringify(params)}`;
  }
  @task.externalPython({ python: PYTHON }) pythonic(): string {
    return python`
      from taskloom import context, params
      return "%s %s %s" % (context.ds, context.data_interval_start.isoformat(), params)
    `;
  }
  @task.externalPython({ python: PYTHON }) sleep(): void {
    return python`
      import time
      print("asleep", flush=True)
      time.sleep(60)
    `;
  }
  flow({ typed, pythonic }: Tasks<Alone>, _run: Run<z.infer<typeof Params>>) {
    return [typed(), pythonic()] as const;
  }
}

describe('one task alone', () => {
  it.each([['2026-02-01'], ['2031-02-01']])('is run for a logical date, %s, and with params', async (day) => {
    await using test = await createTestRuntime();
    const options = { params: { region: 'eu' }, logicalDate: new Date(`${day}T06:00:00Z`) };
    const before = `${day.slice(0, 5)}01-31T00:00:00`;
    expect(await test.runtime.runTask(Alone, 'typed', [], options)).toBe(`${day} ${before}.000Z {"region":"eu"}`);
    expect(await test.runtime.runTask(Alone, 'pythonic', [], options)).toBe(`${day} ${before}+00:00 {'region': 'eu'}`);
  });

  it('is run without params where none are given and the schema asks for some', async () => {
    await using test = await createTestRuntime();
    expect(await test.runtime.runTask(Alone, 'typed', [])).toMatch(/ \{\}$/);
  });

  it.each<[string, object, string, string]>([
    ['params that do not fit', { params: { region: 1 } }, 'PARAMS_INVALID', "The params do not fit the DAG's schema:"],
    ['no options', [] as object, 'USAGE', 'The options of the task are not valid:'],
    ['an option that is none', { runId: 'x' }, 'USAGE', 'The options of the task are not valid:'],
    ['no date', { logicalDate: '2026-01-01' }, 'USAGE', 'The options of the task are not valid: logicalDate'],
    ['no signal', { signal: {} }, 'USAGE', 'The options of the task are not valid: signal'],
  ])('is refused for %s', async (_what, options, code, message) => {
    await using test = await createTestRuntime();
    await expect(test.runtime.runTask(Alone, 'typed', [], options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`^${message}`)),
    });
  });

  it('ends when its signal is aborted', async () => {
    const abort = new AbortController();
    const observers = [({ kind }: { kind: string }): void => (kind === 'log' ? abort.abort('enough') : undefined)];
    await using test = await createTestRuntime({ observers, gracePeriod: '200ms' });
    await expect(test.runtime.runTask(Alone, 'sleep', [], { signal: abort.signal })).rejects.toMatchObject({
      code: 'TASK_FAILED',
      details: { failure: { code: 'TASK_CANCELLED', message: expect.stringContaining('enough') } },
    });
  });

  it('does not begin when its signal is aborted already', async () => {
    await using test = await createTestRuntime();
    const refused = test.runtime.runTask(Alone, 'sleep', [], { signal: AbortSignal.abort() });
    await expect(refused).rejects.toMatchObject({ details: { failure: { code: 'TASK_CANCELLED' } } });
  });
});

const PIPELINE = `
  import { context, dag, type Tasks, task } from '@taskloom/sdk';
  import { z } from 'zod';

  @dag({ schedule: '@daily', startDate: '2026-01-01', params: z.object({ region: z.string() }) })
  export class Told {
    @task() tell(): string {
      const { ds, dataIntervalStart, params } = context();
      return [ds, dataIntervalStart.toISOString(), JSON.stringify(params)].join(' ');
    }
    flow({ tell }: Tasks<Told>) {
      return tell();
    }
  }
`;

describe('the commands task and plan', () => {
  const run = (...args: readonly string[]) =>
    runCommand(args, { cwd: createPipelineFolder({ 'pipeline.ts': PIPELINE }) });

  it('a task sees the params and the logical date that it is given', async () => {
    const date = ['--logical-date', '2026-02-01T06:00[Europe/Berlin]'];
    const end = await run('task', 'pipeline.ts', 'tell', '--params', '{"region":"eu"}', ...date);
    expect([end.exitCode, end.stdout]).toEqual([0, '2026-02-01 2026-01-31T00:00:00.000Z {"region":"eu"}\n']);
  });

  it('a plan shows params as JSON Schema', async () => {
    const end = await run('plan', 'pipeline.ts', '--format', 'json');
    expect(JSON.parse(end.stdout).params).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { region: { type: 'string' } },
      required: ['region'],
    });
  });

  it.each([
    [
      'params that do not fit',
      ['--params', '{"regoin":"eu"}'],
      'PARAMS_INVALID',
      'params.regoin: there is no such param',
    ],
    ['params that are no JSON', ['--params', '{region}'], 'USAGE', '--params is not valid JSON'],
    [
      'a date before the DAG',
      ['--logical-date', '2025-01-01'],
      'LOGICAL_DATE_OUTSIDE',
      'is before the DAG "Told" starts',
    ],
    ['what is no date', ['--logical-date', 'soon'], 'USAGE', '--logical-date is "soon", but must be a date such as'],
  ])('a plan refuses %s', async (_what, options, code, message) => {
    const end = await run('plan', 'pipeline.ts', ...options);
    expect([end.exitCode, end.stdout]).toEqual([2, '']);
    expect(end.stderr).toContain(code);
    expect(end.stderr).toContain(message);
  });

  it('a plan takes what a run would', async () => {
    const options = ['--params', '{"region":"eu"}', '--logical-date', '2026-02-01'];
    expect(await run('plan', 'pipeline.ts', ...options)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
