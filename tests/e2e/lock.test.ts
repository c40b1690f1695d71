import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { removeHome } from '../unseal.js';
import { type CommandEnd, runCommand } from './run-command.js';
import { makeWheel } from './wheels.js';

const UV = process.env['TASKLOOM_TEST_UV'];
const INSTALLERS = UV === undefined ? ['pip'] : ['pip', 'uv'];

const PIPELINE = `
  import { dag, python, type Tasks, task } from '@taskloom/sdk';

  const SOURCES = { indexUrls: [], findLinks: './wheels' };

  @dag()
  export class Shades {
    @task.virtualenv({ ...SOURCES, requirements: ['shade'] }) free(): string {
      return python\`
        import shade
        return shade.version
      \`;
    }
    @task.virtualenv({ ...SOURCES, requirements: ['leaf', 'shade<3'] }) bounded(): string {
      return python\`
        import shade
        return shade.version
      \`;
    }
    flow({ free, bounded }: Tasks<Shades>) {
      return [free(), bounded()];
    }
  }
`;

interface Project {
  readonly folder: string;
  readonly wheels: string;
  /** A home that has seen nothing yet, of each name once. */
  taskloom(args: string, home?: string, env?: Readonly<Record<string, string>>): Promise<CommandEnd>;
  readonly homes: string;
}

/** A pipeline with wheels beside it, leaf 1.0 and shade 1.0 at first. */
function createProject(installer: string): Project {
  const folder = createPipelineFolder({ 'pipeline.ts': PIPELINE });
  const wheels = join(folder, 'wheels');
  makeWheel(wheels, 'shade', '1.0');
  makeWheel(wheels, 'leaf', '1.0');
  const homes = mkdtempSync(join(tmpdir(), 'taskloom-lock-'));
  onTestFinished(() => removeHome(homes));
  const uv = installer === 'uv' ? { TASKLOOM_UV: UV ?? '' } : {};
  return {
    folder,
    wheels,
    homes,
    taskloom: (args, home = 'home', env = {}) =>
      runCommand(args.split(' '), {
        cwd: folder,
        env: { CI: '', TASKLOOM_HOME: join(homes, home), ...uv, ...env },
      }),
  };
}

function readValue({ stdout, stderr }: CommandEnd): unknown {
  const { value } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return value ?? `${stdout}${stderr}`;
}

describe.each(INSTALLERS)('by %s, what a request resolved to', (installer) => {
  it('does not stand in the way of a requirement that has changed', async () => {
    const { folder, wheels, taskloom } = createProject(installer);
    makeWheel(wheels, 'shade', '2.0');
    await taskloom('env lock pipeline.ts');
    writeFileSync(join(folder, 'pipeline.ts'), PIPELINE.replace("['shade']", "['shade==1.0']"));

    const { exitCode, stderr } = await taskloom('env lock pipeline.ts');

    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    expect(readFileSync(join(folder, 'pipeline.lock'), 'utf8')).toContain('shade==1.0');
    expect(readValue(await taskloom('run pipeline.ts --json'))).toEqual(['1.0', '2.0']);
  });

  it('is remembered, whatever the index has later, and shared by requests that resolve alike', async () => {
    const { folder, wheels, homes, taskloom } = createProject(installer);
    writeFileSync(join(folder, 'pipeline.ts'), PIPELINE.replace("'leaf', ", ''));
    const first = await taskloom('run pipeline.ts --json');
    makeWheel(wheels, 'shade', '2.0');

    const second = await taskloom('run pipeline.ts --json');
    const elsewhere = await taskloom('run pipeline.ts --json', 'other');

    expect([first, second, elsewhere].map(readValue)).toEqual([
      ['1.0', '1.0'],
      ['1.0', '1.0'],
      ['2.0', '2.0'],
    ]);
    expect(readdirSync(join(homes, 'home/environments'))).toHaveLength(1);
    expect(readdirSync(join(homes, 'home/resolutions'))).toHaveLength(2);
  });

  it('is written into a lock file, which every run follows', async () => {
    const { folder, wheels, taskloom } = createProject(installer);

    const locked = await taskloom('env lock pipeline.ts');
    makeWheel(wheels, 'shade', '2.0');
    const run = await taskloom('run pipeline.ts --json --frozen', 'other');
    const again = await taskloom('env lock pipeline.ts', 'third');

    expect([locked.exitCode, locked.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^pipeline\.lock: 2 environments, 2 packages\n {2}\+ leaf 1\.0 {2}\(cpython 3\.\d+ \S+\)\n {2}\+ shade 1\.0 .*\n$/,
      ),
    ]);
    expect(readValue(run)).toEqual(['1.0', '1.0']);
    expect(again.stdout).toBe('pipeline.lock: 2 environments, 2 packages, no version has changed\n');
    expect(readFileSync(join(folder, 'pipeline.lock'), 'utf8')).toMatch(
      /\]\nrequire shade\nno-index\nfind-links \.\/wheels\npackage shade==1\.0\n {2}sha256:[0-9a-f]{64}\n/,
    );
  });

  it('is renewed when the lock file is, and only then', async () => {
    const { wheels, taskloom } = createProject(installer);
    await taskloom('env lock pipeline.ts');
    makeWheel(wheels, 'shade', '2.0');
    makeWheel(wheels, 'shade', '3.0');

    const other = await taskloom('env lock pipeline.ts --upgrade leaf');
    const upgraded = await taskloom('env lock pipeline.ts --upgrade shade');
    const run = await taskloom('run pipeline.ts --json');

    expect(other.stdout).toBe('pipeline.lock: 2 environments, 2 packages, no version has changed\n');
    expect(upgraded.stdout).toMatch(/2 environments, 3 packages\n {2}~ shade 1\.0 → 2\.0, 3\.0 /);
    expect(readValue(run)).toEqual(['3.0', '2.0']);
  });

  it('is checked against the hashes of the lock file', async () => {
    const { wheels, homes, taskloom } = createProject(installer);
    await taskloom('env lock pipeline.ts');
    makeWheel(wheels, 'shade', '1.0', { requires: ['leaf'] });

    // uv has the file that was locked in its cache, and would rightly take that.
    const { exitCode, stdout } = await taskloom('run pipeline.ts', 'other', { UV_CACHE_DIR: join(homes, 'cache') });

    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/ENVIRONMENT_BUILD_FAILED: The environment of the task "free" could not be built/);
    expect(stdout).toMatch(
      /hint: The (?:file has changed since it was|index serves another file than the one that was) resolved\./,
    );
  });
});

describe('a lock file', () => {
  it('that is stale is refused where CI is set or --frozen asks for it, and passed over otherwise', async () => {
    const { folder, taskloom } = createProject('pip');
    await taskloom('env lock pipeline.ts');
    writeFileSync(join(folder, 'pipeline.ts'), PIPELINE.replace('shade<3', 'shade<2'));

    const inCi = await taskloom('plan pipeline.ts', 'home', { CI: 'true' });
    const frozen = await taskloom('run pipeline.ts --frozen');
    const allowed = await taskloom('run pipeline.ts --no-frozen --json', 'home', { CI: 'true' });
    const normal = await taskloom('run pipeline.ts --json');

    const message = [
      `error LOCK_STALE: The lock file ${folder}/pipeline.lock does not hold what the task "bounded" requires:`,
      '  - require shade<3',
      '  + require shade<2',
      '  hint: Run `taskloom env lock` on the pipeline and keep what it writes, or run without `--frozen`.',
      '',
    ].join('\n');
    expect([inCi.exitCode, inCi.stderr]).toEqual([3, message]);
    expect([frozen.exitCode, frozen.stderr]).toEqual([3, message]);
    expect([allowed, normal].map(readValue)).toEqual([
      ['1.0', '1.0'],
      ['1.0', '1.0'],
    ]);
  });

  it('that is missing is refused by --frozen alone', async () => {
    const { folder, taskloom } = createProject('pip');

    const frozen = await taskloom('plan pipeline.ts --frozen');
    const inCi = await taskloom('plan pipeline.ts', 'home', { CI: 'true' });

    expect(frozen.stderr).toContain(`There is no lock file ${folder}/pipeline.lock, which the task "free" needs.`);
    expect([frozen.exitCode, inCi.exitCode]).toEqual([3, 0]);
  });

  it('is not written where resolving fails, nor is the old one lost', async () => {
    const { folder, wheels, taskloom } = createProject('pip');
    removeHome(wheels);

    const { exitCode, stderr } = await taskloom('env lock pipeline.ts');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('ENVIRONMENT_BUILD_FAILED');
    expect(existsSync(join(folder, 'pipeline.lock'))).toBe(false);
  });

  it.skipIf(UV === undefined)('covers other Pythons and systems, by uv', async () => {
    const { folder, taskloom } = createProject('uv');

    const { exitCode } = await taskloom(
      'env lock pipeline.ts --python-version 3.10 3.12 --platform linux-x86_64 macos-arm64',
    );

    expect(exitCode).toBe(0);
    const targets = readFileSync(join(folder, 'pipeline.lock'), 'utf8').match(/^\[.*\]$/gm);
    expect([...new Set(targets)]).toEqual([
      '[cpython 3.10 linux-x86_64]',
      '[cpython 3.10 macos-arm64]',
      '[cpython 3.12 linux-x86_64]',
      '[cpython 3.12 macos-arm64]',
    ]);
  });

  it.skipIf(UV === undefined)('keeps what is locked for others when it is written again', async () => {
    const { folder, taskloom } = createProject('uv');
    await taskloom('env lock pipeline.ts --python-version 3.10 3.12 --platform linux-x86_64 macos-arm64');
    const before = readFileSync(join(folder, 'pipeline.lock'), 'utf8');

    const { exitCode } = await taskloom('env lock pipeline.ts');

    expect(exitCode).toBe(0);
    const after = readFileSync(join(folder, 'pipeline.lock'), 'utf8').split('\n');
    expect(after).toEqual(expect.arrayContaining(before.match(/^\[.*\]$/gm) ?? []));
  });

  it('for another system needs uv, and says so', async () => {
    const { taskloom } = createProject('pip');

    const { exitCode, stderr } = await taskloom('env lock pipeline.ts --platform macos-arm64');

    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      'error INSTALLER_NOT_FOUND: Only uv can resolve the requirements of the task "free" for another Python or system, and it was not found.',
    );
  });
});
