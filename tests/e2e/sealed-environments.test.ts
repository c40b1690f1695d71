/** That nobody writes into an environment, and what becomes of one that somebody has written into all the same. */
import { appendFileSync, lstatSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { removeHome, unseal } from '../unseal.js';
import { type CommandEnd, runCommand } from './run-command.js';
import { makeWheel } from './wheels.js';

const UV = process.env['TASKLOOM_TEST_UV'];

interface Workplace {
  /** The one module of the environment. */
  readonly shade: string;
  taskloom(args: string, env?: Readonly<Record<string, string>>): Promise<CommandEnd>;
}

async function buildShade(installer: string, more: Readonly<Record<string, string>> = {}): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-sealed-'));
  onTestFinished(() => removeHome(folder));
  const wheels = join(folder, 'wheels');
  makeWheel(wheels, 'shade', '1.0');
  const env = {
    TASKLOOM_HOME: join(folder, 'home'),
    TEST_WHEELS: wheels,
    UV_CACHE_DIR: join(folder, 'uv-cache'),
    ...(installer === 'uv' && { TASKLOOM_UV: UV ?? '' }),
    ...more,
  };
  const taskloom: Workplace['taskloom'] = (args, other) => runCommand(args.split(' '), { env: { ...env, ...other } });
  const { stdout } = await taskloom('env build shade.ts');
  const lib = join(dirname(stdout.trim().split(/ {2,}/)[2] ?? ''), '../lib');
  return { shade: join(lib, readdirSync(lib)[0] ?? '', 'site-packages/shade.py'), taskloom };
}

const isWritable = (path: string): boolean => (statSync(path).mode & 0o222) !== 0;

describe.each(UV === undefined ? ['pip'] : ['pip', 'uv'])('an environment made by %s', (installer) => {
  it('can be written to in its folders of bytecode alone, and there Python does', async () => {
    const { shade, taskloom } = await buildShade(installer);
    const home = join(dirname(shade), '../../..');

    const { exitCode } = await taskloom('run shade.ts', { PYTHONDONTWRITEBYTECODE: '' });

    const all = (readdirSync(home, { recursive: true }) as string[]).map((name) => join(home, name));
    const writable = all.filter((path) => isWritable(path) && !path.includes('/bin/python'));
    expect(exitCode).toBe(0);
    expect(isWritable(home)).toBe(false);
    expect(writable.filter((path) => !path.includes('__pycache__'))).toEqual([]);
    expect(all.some((path) => /__pycache__\/shade\..*pyc$/.test(path))).toBe(true);
  });

  it('that was written into all the same is found out, and built anew as it was', async () => {
    const { shade, taskloom } = await buildShade(installer);
    unseal(shade);
    appendFileSync(shade, 'version = "changed"\n');
    const changed = await taskloom('run shade.ts --json');

    const doctor = await taskloom('env doctor --deep');
    const again = await taskloom('run shade.ts --json');

    expect(changed.stdout).toContain('"value":"changed"');
    expect([doctor.exitCode, doctor.stdout]).toEqual([
      3,
      expect.stringMatching(
        /^\w+ is damaged; it was removed, and is built anew when it is asked for\n {2}changed: shade\.py\n1 environment, 1 damaged\.\n$/,
      ),
    ]);
    expect(again.stdout).toContain('"value":"1.0"');
  });
});

describe.runIf(UV !== undefined)('an environment made by uv', () => {
  it.each([
    ['symlink', 2],
    ['hardlink', 2],
    ['copy', 1],
  ])('has the files of packages themselves with UV_LINK_MODE=%s', async (mode, linkCount) => {
    const { shade } = await buildShade('uv', { UV_LINK_MODE: mode });

    const facts = lstatSync(shade);

    expect([facts.isFile(), facts.nlink]).toEqual([true, linkCount]);
  });

  it('that was written into is told how to be mended where uv is not found any more', async () => {
    const { shade, taskloom } = await buildShade('uv');
    unseal(shade);
    appendFileSync(shade, 'version = "changed"\n');

    const doctor = await taskloom('env doctor', { TASKLOOM_UV: '' });

    expect(doctor.stdout).toContain(
      "\n  uv's cache has the same: run `uv cache clean shade` before it is built anew\n1 environment, 1 damaged.\n",
    );
  });
});
