import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../../e2e/run-command.js';
import { PYTHON } from '../../../e2e/test-runtime.js';

const VERSION = execFileSync(PYTHON, ['-c', 'import platform; print(platform.python_version())'], { encoding: 'utf8' });

test('interpreters are listed with where they were found, the default marked', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['python', 'list'], { env: { TASKLOOM_PYTHON: PYTHON } });

  expect([exitCode, stderr]).toEqual([0, '']);
  const line = stdout.split('\n').find((one) => one.endsWith(', default'));
  expect(line?.split(/ {2,}/)).toEqual([
    `CPython ${VERSION.trim()}`,
    expect.stringMatching(/^\/.*python[\d.]*$/),
    'TASKLOOM_PYTHON, default',
  ]);
});

test('interpreters are listed for programs', async () => {
  const { exitCode, stdout } = await runCommand(['python', 'list', '--json']);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).filter((one: { readonly isDefault: boolean }) => one.isDefault)).toHaveLength(1);
});

test('a variable that names no interpreter is told after what there is', async () => {
  const home = mkdtempSync(join(tmpdir(), 'taskloom-list-'));
  const env = { TASKLOOM_PYTHON: '/nowhere/python3', TASKLOOM_HOME: home };
  const { exitCode, stdout, stderr } = await runCommand(['python', 'list'], { env });
  rmSync(home, { recursive: true });

  expect(exitCode).toBe(3);
  expect(stdout).toContain(VERSION.trim());
  expect(stderr).toBe(
    [
      'error INTERPRETER_NOT_FOUND: There is no interpreter /nowhere/python3.',
      '  hint: Install it, or correct the variable TASKLOOM_PYTHON: a version such as "3.12", or the path of an interpreter.',
      '',
    ].join('\n'),
  );
});
