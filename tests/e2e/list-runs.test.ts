import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dag, FailTask, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCommand } from './run-command.js';
import { createTestRuntime, type TestRuntime } from './test-runtime.js';

@dag()
class Good {
  @task() work(): number {
    return 1;
  }
  flow({ work }: Tasks<Good>) {
    return work();
  }
}

@dag({ params: z.object({ text: z.string() }) })
class Bad {
  @task() work(): void {
    throw new FailTask('bad');
  }
  flow({ work }: Tasks<Bad>) {
    work();
  }
}

async function runThree(): Promise<TestRuntime> {
  const test = await createTestRuntime();
  await test.runtime.run(Good, { runId: 'a' });
  // A header that is longer than what is read of a file at first.
  await test.runtime.run(Bad, { runId: 'b', params: { text: 'x'.repeat(200_000) } });
  await test.runtime.run(Good, { runId: 'c' });
  return test;
}

describe('runs are listed', () => {
  it.each([
    ['all, the one that began last first', undefined, ['c success', 'b failed', 'a success']],
    ['of a DAG', { dagId: 'Bad' }, ['b failed']],
    ['in a state', { state: 'success' }, ['c success', 'a success']],
    ['a few', { limit: 1 }, ['c success']],
  ] as const)('%s', async (_what, filter, expected) => {
    await using test = await runThree();
    const runs = await test.runtime.runs(filter);
    expect(runs.map(({ runId, state }) => `${runId} ${state}`)).toEqual(expected);
    expect(runs.every(({ startedAt, endedAt }) => endedAt !== undefined && endedAt >= startedAt)).toBe(true);
  });

  it.each([
    ['at a line', (text: string) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`],
    ['in a line', (text: string) => text.slice(0, -20)],
  ])('with those that were cut off %s', async (_where, cut) => {
    await using test = await runThree();
    const path = join(test.home, 'runs/c/journal.ndjson');
    writeFileSync(path, cut(readFileSync(path, 'utf8')));
    expect((await test.runtime.runs({ limit: 1 }))[0]).toMatchObject({ runId: 'c', state: 'running', isCutOff: true });
  });

  it('with one that was killed before it could say that it runs, and one whose last line is long', async () => {
    await using test = await runThree();
    const first = join(test.home, 'runs/a/journal.ndjson');
    writeFileSync(first, `${readFileSync(first, 'utf8').split('\n')[0]}\n`);
    const second = join(test.home, 'runs/b/journal.ndjson');
    writeFileSync(second, `${readFileSync(second, 'utf8').split('\n')[0]}\n`);

    const cut = (await test.runtime.runs()).filter(({ isCutOff }) => isCutOff);

    expect(cut.map(({ runId }) => runId).sort()).toEqual(['a', 'b']);
  });

  it('without what cannot be read', async () => {
    await using test = await runThree();
    writeFileSync(join(test.home, 'runs/a/journal.ndjson'), 'nonsense\n');
    appendFileSync(join(test.home, 'runs/c/journal.ndjson'), 'nonsense\n');
    expect((await test.runtime.runs()).map(({ runId }) => runId)).toEqual(['b']);
  });

  it('of a home that is not there', async () => {
    await using test = await createTestRuntime();
    expect(await test.runtime.runs()).toEqual([]);
    await expect(test.runtime.runs({ limit: 0 })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('by the command', async () => {
    await using test = await runThree();
    const taskloom = (...args: readonly string[]) => runCommand(args, { env: { TASKLOOM_HOME: test.home } });
    const { stdout } = await taskloom('runs');
    expect(stdout.split('\n').map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual([
      'c Good success',
      'b Bad failed',
      'a Good success',
      '',
    ]);
    const json = await taskloom('runs', '--state', 'failed', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject([{ runId: 'b', dagId: 'Bad', state: 'failed' }]);
    expect((await taskloom('runs', '--state', 'fialed')).exitCode).toBe(2);
  });
});
