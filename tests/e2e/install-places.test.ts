import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-places-'));
afterAll(() => removeHome(folder));
makeWheel(folder, 'shade', '1.0');

const SOURCES = { indexUrls: [], findLinks: folder, requirements: ['shade'] };

@dag()
class Cached {
  @task.virtualenv({ ...SOURCES, cachePath: join(folder, 'cache') }) read(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  flow({ read }: Tasks<Cached>) {
    return read();
  }
}

@dag()
class ByUv {
  @task.virtualenv({ ...SOURCES, installer: 'uv' }) read(): void {
    return python`import shade`;
  }
  flow({ read }: Tasks<ByUv>) {
    read();
  }
}

describe('the environment of a task', () => {
  it('is kept where its option cachePath says, for every home', async () => {
    await using test = await createTestRuntime();
    await using other = await createTestRuntime();

    const [first, second] = [await test.runtime.run(Cached), await other.runtime.run(Cached)];

    expect([first.value, second.value]).toEqual(['1.0', '1.0']);
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(1);
    expect(existsSync(join(test.home, 'environments'))).toBe(false);
  });

  it.skipIf(process.env['TASKLOOM_UV'] !== undefined)(
    'is not built by another installer than it asks for',
    async () => {
      await using test = await createTestRuntime();
      const path = process.env['PATH'];
      process.env['TASKLOOM_UV'] = '/nowhere/uv';
      const result = await test.runtime.run(ByUv).finally(() => {
        delete process.env['TASKLOOM_UV'];
        process.env['PATH'] = path;
      });

      expect(result.task('read').error).toMatchObject({
        code: 'INSTALLER_NOT_FOUND',
        message: 'TASKLOOM_UV names /nowhere/uv, which is no program.',
      });
    },
  );
});
