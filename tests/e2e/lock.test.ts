import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { createProject, INSTALLERS, PIPELINE, readValue, UV } from './lock-project.js';
import { makeWheel } from './wheels.js';

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
