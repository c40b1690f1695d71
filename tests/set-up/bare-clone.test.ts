import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, ROOT } from '../architecture/repository-files.ts';
import { removeHome } from '../unseal.js';

interface End {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const STEPS = ['Installing dependencies …', 'Building …'];
const FIRST_START_MS = 300_000;

/** The example needs minutes on a slow network; its own run is among the tests of the examples. */
describe('a bare clone with an empty home', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'taskloom-clone-'));
  const [clone, home] = [join(scratch, 'clone'), join(scratch, 'home')];

  beforeAll(() => {
    mkdirSync(home);
    for (const file of listFiles(/./)) {
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(ROOT, file), join(clone, file));
    }
  });
  afterAll(() => removeHome(scratch));

  it('is installed, built and used by two calls of npm start at once', { timeout: FIRST_START_MS }, async () => {
    const ends = await Promise.all([start('--help'), start('--help')]);

    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const steps = ends.flatMap(({ stderr }) => stderr.split('\n').filter((line) => STEPS.includes(line)));
    expect(steps.sort()).toEqual([...STEPS].sort());
  });

  it('runs the example by the next npm start, which installs and builds nothing', {
    timeout: FIRST_START_MS,
  }, async () => {
    const { exitCode, stdout, stderr } = await start();

    expect(stderr.split('\n').filter((line) => STEPS.includes(line))).toEqual([]);
    expect({ exitCode, output: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, output: '' });
  });

  function start(...args: string[]): Promise<End> {
    const env = { ...process.env, HOME: home, CI: 'true', npm_config_cache: join(home, '.npm') };
    return new Promise((resolve) => {
      execFile('npm', ['start', '--', ...args], { cwd: clone, env }, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      });
    });
  }
});
