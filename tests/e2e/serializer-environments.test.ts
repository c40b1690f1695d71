import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-picklers-'));
afterAll(() => removeHome(folder));
// Stands for the real one, which tests/harness runs.
makeWheel(folder, 'dill', '1.0', { code: 'from pickle import loads\n' });
const code =
  'import pickle\nloads = pickle.loads\ndef dumps(value, protocol, recurse): return pickle.dumps(value, protocol)\n';
makeWheel(folder, 'dill', '2.0', { code });

const SOURCES = { indexUrls: [], findLinks: folder };

@dag()
class Picklers {
  @task.virtualenv({ ...SOURCES, serializer: 'dill' }) give(): unknown {
    return python`return {1j}`;
  }
  @task.virtualenv({ ...SOURCES, requirements: ['dill'] }) read(value: unknown): string {
    return python`return str(${value})`;
  }
  @task.virtualenv({ ...SOURCES }) without(value: unknown): string {
    return python`return str(${value})`;
  }
  @task.virtualenv({ ...SOURCES, serializer: 'dill', requirements: ['Dill<2'] }) bounded(): string {
    return python`
      import dill
      return dill.version
    `;
  }
  flow({ give, read, without, bounded }: Tasks<Picklers>) {
    const given = give();
    read(given);
    without(given);
    bounded();
  }
}

describe('a task with the serializer dill', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Picklers);
  const [read, bounded] = [await result.task('read').xcom(), await result.task('bounded').xcom()];

  it('has it in its environment', () => {
    expect([result.task('give').error, read]).toEqual([undefined, '{1j}']);
  });

  it('has the one that its requirements name', () => {
    expect(bounded).toBe('1.0');
  });

  it('gives nothing to a task without it, which says what to require', () => {
    expect(result.task('without').error).toMatchObject({
      code: 'VALUE_UNSUPPORTED',
      message: expect.stringMatching(
        /^The argument "value": what dill has written cannot be read by Python 3\.\d+\.\d+: ModuleNotFoundError: No module named 'dill'\.$/,
      ),
      hint: "Add 'dill' to the requirements of this task, or install it for its interpreter.",
    });
  });
});
