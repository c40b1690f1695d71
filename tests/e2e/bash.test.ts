import { dag, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from './test-runtime.js';

@dag()
class Shell {
  @task.bash() lastLine(): string {
    return 'echo first; echo "second  "; echo warning >&2';
  }
  @task.bash() nothing(): string {
    return 'true';
  }
  @task.bash() longLine(): string {
    return `head -c 200000 /dev/zero | tr '\\0' x`;
  }
  @task.bash({ env: { GREETING: 'hello' } }) replaced(): string {
    return 'echo "$GREETING $HOME"';
  }
  @task.bash({ env: { GREETING: 'hello' }, appendEnv: true }) appended(): string {
    return 'test -n "$HOME" && echo "$GREETING"';
  }
  @task.bash({ cwd: '/usr' }) inFolder(): string {
    return 'pwd';
  }
  @task.bash() inScratch(): string {
    return 'test "$PWD" = "$TMPDIR" && ls -A | wc -l | tr -d " "';
  }
  @task.bash({ cwd: '/no/such/folder' }) nowhere(): string {
    return 'pwd';
  }
  @task.bash() skips(): string {
    return 'exit 99';
  }
  @task.bash({ skipOnExitCode: [3, 4] }) skipsToo(): string {
    return 'exit 4';
  }
  @task.bash({ skipOnExitCode: [3] }) fails(): string {
    return 'exit 99';
  }
  @task.bash() killed(): string {
    return 'kill -KILL $$';
  }
  @task.bash() notText(): string {
    return 7 as unknown as string;
  }
  @task.bash() throws(): string {
    throw new TypeError('no command today');
  }
  @task.bash() unknownProgram(): string {
    return 'no-such-program';
  }
  flow(tasks: Tasks<Shell>) {
    const started = Object.values(tasks).map((call) => call());
    return started[0];
  }
}

describe('a bash task', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Shell);
  const values = new Map(await Promise.all(result.tasks.map(async (one) => [one.taskId, await one.xcom()] as const)));

  it.each([
    ['lastLine', 'second'],
    ['nothing', ''],
    ['longLine', 'x'.repeat(200_000)],
    ['replaced', 'hello'],
    ['appended', 'hello'],
    ['inFolder', '/usr'],
    ['inScratch', '0'],
  ])('gives the last line of its output: %s', (taskId, value) => {
    expect([result.task(taskId).state, values.get(taskId)]).toEqual(['success', value]);
  });

  it.each([
    ['skips', 'skipped', undefined, undefined],
    ['skipsToo', 'skipped', undefined, undefined],
    ['fails', 'failed', 'TASK_EXITED', 'The process of the task "fails" ended with exit status 99.'],
    ['killed', 'failed', 'TASK_KILLED', 'The process of the task "killed" was ended by SIGKILL.'],
    ['unknownProgram', 'failed', 'TASK_EXITED', 'The process of the task "unknownProgram" ended with exit status 127.'],
    ['nowhere', 'failed', 'CWD_INVALID', 'The working directory /no/such/folder of the task does not exist.'],
    ['notText', 'failed', 'BASH_COMMAND_INVALID', 'The bash task "notText" returned a number instead of a command.'],
    ['throws', 'failed', undefined, 'no command today'],
  ])('ends as its command does: %s', (taskId, state, code, message) => {
    const { state: ended, error } = result.task(taskId);
    expect([ended, error?.code, error?.message]).toEqual([state, code, message]);
  });
});
