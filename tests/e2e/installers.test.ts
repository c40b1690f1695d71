import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findInterpreters } from '@taskloom/runtime';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { runCommand, startCommand } from './run-command.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-installers-'));
afterAll(() => removeHome(folder));
makeWheel(folder, 'shade', '1.0');
makeWheel(folder, 'shade', '2.0');
makeWheel(folder, 'leaf', '1.0', { requires: ['shade==1.0'] });

const UV = process.env['TASKLOOM_TEST_UV'];
const INSTALLERS = UV === undefined ? ['venv and pip'] : ['venv and pip', 'uv'];
const interpreters = await findInterpreters();
// virtualenv, which alone makes environments for 2.7, comes from the index.
const PYTHONS = interpreters.filter(({ version }) => !version.startsWith('2.'));

/** A DAG whose one task runs in an environment on this interpreter. */
function createDag(path: string, systemSitePackages = false) {
  @dag()
  class Shade {
    @task.virtualenv({
      python: path,
      requirements: ['shade==1.0'],
      findLinks: folder,
      indexUrls: [],
      systemSitePackages,
    })
    read(): string {
      return python`
        import shade, sys
        assert sys.prefix != getattr(sys, "base_prefix", None), "not in an environment"
        return "%s on %d.%d.%d" % ((shade.version,) + tuple(sys.version_info[:3]))
      `;
    }
    flow({ read }: Tasks<Shade>) {
      return read();
    }
  }
  return Shade;
}

@dag()
class Conflict {
  @task.virtualenv({ requirements: ['leaf', 'shade==2.0'], findLinks: folder, indexUrls: [] }) needs(): void {
    return python`pass`;
  }
  flow({ needs }: Tasks<Conflict>) {
    needs();
  }
}

describe.each(INSTALLERS)('an environment made by %s', (installer) => {
  const path = process.env['PATH'] ?? '';
  const usePath = (): void => {
    process.env['PATH'] = installer === 'uv' ? [dirname(UV ?? ''), path].join(delimiter) : path;
  };

  it.each(PYTHONS.map((one) => [`${one.implementation} ${one.version}`, one] as const))('on %s', async (_name, one) => {
    usePath();
    await using test = await createTestRuntime();

    const result = await test.runtime.run(createDag(one.path));

    expect(result.value).toBe(`1.0 on ${one.version}`);
  });

  it('sees the packages of its interpreter where it is asked to', async () => {
    usePath();
    await using test = await createTestRuntime();
    const [newest] = PYTHONS;

    const result = await test.runtime.run(createDag(newest?.path ?? '', true));

    expect(result.state).toBe('success');
    const [key = ''] = readdirSync(join(test.home, 'environments'));
    const [built = ''] = readdirSync(join(test.home, 'environments', key)).filter((name) => name.length === 36);
    const settings = readFileSync(join(test.home, 'environments', key, built, 'venv/pyvenv.cfg'), 'utf8');
    expect(settings).toMatch(/^include-system-site-packages = true$/m);
  });

  it('that cannot be says what needs what, and nothing of the way there', async () => {
    usePath();
    await using test = await createTestRuntime();

    const result = await test.runtime.run(Conflict);

    const message = result.task('needs').error?.message ?? '';
    expect(message).toMatch(/leaf.*depends? on shade==1\.0/);
    expect(message).not.toMatch(/^\s*(Looking in|Collecting|Processing) /m);
  });
});

const byLength = (a: string, b: string): number => b.length - a.length;

/** What is in the folder of an environment that is whole and that nobody is building. */
const WHOLE = [expect.stringMatching(/^[0-9a-f-]{36}$/), 'environment.json', 'users'];

describe('an environment that several processes want', () => {
  it('is built by one of them', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taskloom-shared-'));
    try {
      const env = { TASKLOOM_HOME: home, TEST_WHEELS: folder };
      const commands = [1, 2, 3].map(() => startCommand(['run', 'shade.ts', '--json'], { env }));

      const ends = await Promise.all(commands.map(({ ended }) => ended));

      expect(ends.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
        [0, ''],
        [0, ''],
        [0, ''],
      ]);
      const [key = '', ...others] = readdirSync(join(home, 'environments'));
      expect(others).toEqual([]);
      expect(readdirSync(join(home, 'environments', key)).sort(byLength)).toEqual(WHOLE);
      expect(readdirSync(join(home, 'environments', key, 'users'))).toEqual([]);
    } finally {
      removeHome(home);
    }
  });

  it('is built anew when its builder was killed', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taskloom-killed-'));
    try {
      const env = { TASKLOOM_HOME: home, TEST_WHEELS: folder };
      await using command = startCommand(['run', 'shade.ts'], { env });
      for await (const line of command.lines) if (line.includes('building')) break;
      command.process.kill('SIGKILL');
      await command.ended;

      const again = await runCommand(['run', 'shade.ts', '--json'], { env });

      expect([again.exitCode, again.stderr]).toEqual([0, '']);
      const [key = ''] = readdirSync(join(home, 'environments'));
      expect(readdirSync(join(home, 'environments', key)).sort(byLength)).toEqual(WHOLE);
    } finally {
      removeHome(home);
    }
  });
});
