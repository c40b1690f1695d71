import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, startCommand } from './run-command.js';
import { PYTHON } from './test-runtime.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-resumed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const env = () => ({ TEST_PYTHON: PYTHON, TASKLOOM_HOME: join(folder, 'home'), TEST_GATE: join(folder, 'gate') });
const taskloom = (...args: readonly string[]) => runCommand(args, { env: env() });
const open = (text: string): void => writeFileSync(join(folder, 'gate'), text);

describe('taskloom resume', () => {
  it('goes on with a run whose process was killed', async () => {
    {
      await using command = startCommand(['run', 'patient.ts', '--run-id', 'r'], { env: env() });
      for await (const line of command.lines) if (line.includes('work waits')) break;
      expect(await taskloom('resume', 'r')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`RUN_ACTIVE: The run "r" is under way in process ${command.process.pid}.`),
      });
      command.process.kill('SIGKILL');
      await command.ended;
    }
    open('7');

    const end = await taskloom('resume', 'r');

    expect([end.exitCode, end.stderr]).toEqual([0, '']);
    const lines = end.stdout.trimEnd().split('\n');
    expect(lines.slice(0, 3)).toEqual(['run r of Patient', 'work: running, attempt 2', 'work | work waits']);
    expect(lines.at(-1)).toBe('got 7');
    expect(end.stdout).not.toContain('first ran');
  });

  it('runs again what failed, where that is asked for, and says so where it is not', async () => {
    open('-1');
    expect((await taskloom('run', 'patient.ts', '--run-id', 'r')).exitCode).toBe(1);

    const untouched = await taskloom('resume', 'r');
    open('1');
    const failed = await taskloom('resume', 'r', '--failed');
    const cleared = await taskloom('clear', 'r', 'work', '--json');

    expect(untouched.exitCode).toBe(1);
    const [note] = untouched.stdout.split('\n');
    expect(note).toBe('The run had ended. To run again what failed: taskloom resume r --failed');
    // What it was given has not changed: it was not cleared.
    expect([failed.exitCode, failed.stdout.includes('-1 is too little')]).toEqual([1, true]);
    expect(JSON.parse(cleared.stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      kind: 'result',
      state: 'success',
      value: 'got 1',
    });
  });

  it.each([
    ['a run that is not there', ['resume', 'nope'], 'RUN_UNKNOWN'],
    ['an id that is none', ['resume', '../nope'], 'RUN_ID_INVALID'],
    ['a task that is not there', ['clear', 'r', 'wrok'], 'TASK_UNKNOWN'],
    ['a file that is not there', ['resume', 'r', '--file', 'nope.ts'], 'USAGE'],
    ['no task', ['clear', 'r'], 'USAGE'],
  ])('refuses %s', async (_what, args, code) => {
    open('1');
    await taskloom('run', 'patient.ts', '--run-id', 'r');
    expect(await taskloom(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`error ${code}: `) });
  });
});
