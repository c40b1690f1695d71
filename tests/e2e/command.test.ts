import { describe, expect, it } from 'vitest';
import { runCommand as run, startCommand } from './run-command.js';
import { PYTHON } from './test-runtime.js';

const env = { TEST_PYTHON: PYTHON };
const runCommand = (...args: readonly string[]) => run(args, { env });

const REPEAT = ['run', 'command.ts', '--dag', 'Repeat'] as const;

describe('taskloom run', () => {
  it('prints what tasks print, and the value last', async () => {
    const end = await runCommand(...REPEAT, '--params', '{"times": 3}', '--logical-date', '2026-11-24');

    expect([end.exitCode, end.stderr]).toEqual([0, '']);
    const lines = end.stdout.trimEnd().split('\n');
    expect(lines).toContain('repeat | repeating hey');
    expect(lines.at(-1)).toBe('2026-11-24: hey hey hey');
  });

  it('prints every event as NDJSON with --json, and the result last', async () => {
    const end = await runCommand(...REPEAT, '--json', '--logical-date', '2026-11-24');

    const records = end.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map(({ kind, taskId, state, line }) => [kind, taskId, state ?? line])).toEqual([
      ['run', undefined, 'running'],
      ['task', 'repeat', 'running'],
      ['log', 'repeat', 'repeating hey'],
      ['task', 'repeat', 'success'],
      ['task', 'join', 'running'],
      ['task', 'join', 'success'],
      ['run', undefined, 'success'],
      ['result', undefined, 'success'],
    ]);
    expect(records.at(-1)).toMatchObject({ value: '2026-11-24: hey hey' });
  });

  it.each([
    ['1 when a task failed', [...REPEAT, '--params', '{"times": 10}'], 1],
    ['2 for params that do not fit', [...REPEAT, '--params', '{"times": 0}'], 2],
    ['2 for a DAG that is not there', ['run', 'command.ts', '--dag', 'Repeet'], 2],
    ['2 where a file has several and none is named', ['run', 'command.ts'], 2],
    ['3 when there is no environment for a task', ['run', 'command.ts', '--dag', 'Homeless'], 3],
  ])('ends with %s', async (_what, args, exitCode) => {
    expect(await runCommand(...args)).toMatchObject({ exitCode });
  });

  it('ends with 130 when it is interrupted, and leaves no task', async () => {
    await using command = startCommand(['run', 'sleepers.ts'], { env });
    for await (const line of command.lines) if (line.includes('pids')) break;

    command.process.kill('SIGINT');
    command.process.kill('SIGINT');

    expect((await command.ended).exitCode).toBe(130);
  });
});

describe('taskloom task', () => {
  it('runs one task with the arguments given, and prints its value alone on stdout', async () => {
    const end = await runCommand('task', 'command.ts', 'repeat', '--dag', 'Repeat', '--args', '["hey", 2]');

    expect([end.exitCode, JSON.parse(end.stdout.replaceAll("'", '"'))]).toEqual([0, ['hey', 'hey']]);
    expect(end.stderr).toContain('repeat | repeating hey\n');
  });

  it('names the tasks there are when it is asked for another', async () => {
    const end = await runCommand('task', 'command.ts', 'repaet', '--dag', 'Repeat');

    expect([end.exitCode, end.stdout]).toEqual([2, '']);
    expect(end.stderr).toBe(
      'error TASK_UNKNOWN: The DAG "Repeat" has no task "repaet".\n  hint: It has "repeat", "join".\n',
    );
  });
});

describe('what befalls the process', () => {
  it.each([
    ['never', 1, /^A task waits for something that never comes: nothing is left that could end it\.$/m],
    ['exits', 5, /^The pipeline called process\.exit\(5\) while tasks were running\.$/m],
    ['leavesAnError', 1, /^An error that no task caught ends the run:\nError: in a timer\n {4}at .*mishaps\.ts:14:/m],
  ])('in the task %s ends the command with %i, and is told', async (task, exitCode, told) => {
    const end = await runCommand('task', 'mishaps.ts', task);

    expect([end.exitCode, end.stdout]).toEqual([exitCode, '']);
    expect(end.stderr).toMatch(told);
  });

  it('while the file is loaded is told as well', async () => {
    const end = await runCommand('run', 'never-loads.ts');

    expect([end.exitCode, end.stderr]).toEqual([
      2,
      'error MODULE_LOAD_FAILED: never-loads.ts never finished loading: it awaits something that never comes.\n' +
        '  hint: Look for an `await` at the top level of the file, or of what it imports.\n',
    ]);
  });
});

describe('taskloom plan', () => {
  it.each([
    [
      'tree',
      /^Repeat {2}2 tasks, digest [0-9a-f]{12}\n├─ repeat {2}externalPython.*\n└─ join {2}typescript {2}← repeat\n$/,
    ],
    ['mermaid', /^flowchart TD\n {2}t0\["repeat/],
    ['json', /^\{\n {2}"dagId": "Repeat",\n/],
  ])('as %s shows what a run would do', async (format, expected) => {
    const end = await runCommand('plan', 'command.ts', '--dag', 'Repeat', '--format', format);

    expect([end.exitCode, end.stderr]).toEqual([0, '']);
    expect(end.stdout).toMatch(expected);
  });
});

describe('taskloom', () => {
  it('tells its version', async () => {
    expect(await runCommand('--version')).toMatchObject({ exitCode: 0, stdout: '0.1.0\n' });
  });

  it.each([[['run']], [['rum', 'x.ts']], [['run', 'x.ts', '--no-such']], [['run', 'nowhere.ts']]])(
    'ends with 2 and no stack for %j',
    async (args) => {
      const end = await runCommand(...args);

      expect([end.exitCode, end.stdout]).toEqual([2, '']);
      expect(end.stderr).toMatch(/^error USAGE: .*\n {2}hint: .*\n$/);
    },
  );
});
