import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

@dag()
class Endings {
  @task.externalPython({ python: PYTHON }) exitZero(): string {
    return python`
      import sys
      sys.exit(0)
    `;
  }
  @task.externalPython({ python: PYTHON }) exitThree(): string {
    return python`
      import sys
      sys.exit(3)
    `;
  }
  @task.externalPython({ python: PYTHON }) exitText(): string {
    return python`
      import sys
      sys.exit("gave up")
    `;
  }
  @task.externalPython({ python: PYTHON, skipOnExitCode: 99 }) exitSkip(): string {
    return python`
      import sys
      sys.exit(99)
    `;
  }
  @task.externalPython({ python: PYTHON }) osExit(): string {
    return python`
      import os
      os._exit(0)
    `;
  }
  @task.externalPython({ python: PYTHON }) killed(): string {
    return python`
      import os, signal
      os.kill(os.getpid(), signal.SIGKILL)
    `;
  }
  @task.externalPython({ python: PYTHON }) segfault(): string {
    return python`
      import os, signal
      os.kill(os.getpid(), signal.SIGSEGV)
    `;
  }
  @task.externalPython({ python: '/nowhere/python' }) missing(): string {
    return python`return "never"`;
  }
  @task.externalPython({ python: '/' }) folder(): string {
    return python`return "never"`;
  }
  @task.externalPython({ python: '/etc/passwd' }) notExecutable(): string {
    return python`return "never"`;
  }
  @task.externalPython({ python: '/bin/true' }) notPython(): string {
    return python`return "never"`;
  }
  @task.externalPython({ python: 'python3' }) relative(): string {
    return python`return "never"`;
  }
  @task.externalPython({ python: PYTHON }) fine(): string {
    return python`return "fine"`;
  }
  flow(tasks: Tasks<Endings>) {
    tasks.exitZero();
    tasks.exitThree();
    tasks.exitText();
    tasks.exitSkip();
    tasks.osExit();
    tasks.killed();
    tasks.segfault();
    tasks.missing();
    tasks.folder();
    tasks.notExecutable();
    tasks.notPython();
    tasks.relative();
    tasks.fine();
  }
}

describe('a Python task that ends', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Endings);
  const log = await result.task('exitText').log();

  it.each([
    ['exitZero', 'success', undefined],
    ['exitThree', 'failed', { code: 'TASK_EXITED', exitCode: 3 }],
    ['exitText', 'failed', { code: 'TASK_EXITED', exitCode: 1 }],
    ['exitSkip', 'skipped', undefined],
    ['osExit', 'failed', { code: 'TASK_EXITED', exitCode: 0 }],
    ['killed', 'failed', { code: 'TASK_KILLED', signal: 'SIGKILL' }],
    ['segfault', 'failed', { code: 'TASK_KILLED', signal: 'SIGSEGV' }],
    ['missing', 'failed', { code: 'INTERPRETER_MISSING' }],
    ['folder', 'failed', { code: 'INTERPRETER_IS_DIRECTORY' }],
    ['notExecutable', 'failed', { code: 'INTERPRETER_NOT_EXECUTABLE' }],
    ['notPython', 'failed', { code: 'INTERPRETER_NOT_PYTHON' }],
    ['relative', 'failed', { code: 'INTERPRETER_RELATIVE' }],
    ['fine', 'success', undefined],
  ])('%s', (taskId, state, error) => {
    const task = result.task(taskId);
    expect(task.state).toBe(state);
    if (error !== undefined) expect(task.error).toMatchObject(error);
  });

  it('has what it wrote in its log', () => {
    expect(log).toBe('gave up\n');
  });
});

@dag()
class Output {
  @task.externalPython({ python: PYTHON }) hundredMegabytes(): number {
    return python`
      line = "x" * 99
      for _ in range(1000000):
          print(line)
      return 1000000
    `;
  }
  @task.externalPython({ python: PYTHON }) oneLongLine(): number {
    return python`
      import sys
      sys.stdout.write("y" * 50000000)
      return 50000000
    `;
  }
  @task.externalPython({ python: PYTHON }) odd(): void {
    return python`
      import os, sys
      os.write(1, b"bytes \xff here\n")
      sys.stdout.write("10%\r20%\r\n")
      sys.stdout.flush()
      os.system("echo from a grandchild >&2")
      print("\u00e9\U0001F600")
    `;
  }
  @task.externalPython({ python: PYTHON }) leavesAChild(): string {
    return python`
      import subprocess
      subprocess.Popen(["sleep", "30"], start_new_session=True)
      return "done"
    `;
  }
  flow({ hundredMegabytes, oneLongLine, odd, leavesAChild }: Tasks<Output>) {
    odd();
    return [hundredMegabytes(), oneLongLine(), leavesAChild()] as const;
  }
}

describe('output', () => {
  it('of any size and shape arrives whole, and a grandchild that keeps the pipe open holds nothing up', async () => {
    const counted = { hundredMegabytes: 0, oneLongLine: 0, longest: 0 };
    await using test = await createTestRuntime({
      observers: [
        (event) => {
          if (event.kind !== 'log') return;
          if (event.taskId === 'hundredMegabytes') counted.hundredMegabytes += 1;
          if (event.taskId === 'oneLongLine') counted.oneLongLine += event.line.length;
          counted.longest = Math.max(counted.longest, event.line.length);
        },
      ],
    });
    const before = process.memoryUsage().rss;
    const result = await test.runtime.run(Output);
    expect(result.value).toEqual([1_000_000, 50_000_000, 'done']);
    expect(counted).toEqual({ hundredMegabytes: 1_000_000, oneLongLine: 50_000_000, longest: 65_536 });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
    expect((await result.task('odd').log()).split('\n').sort()).toEqual(
      ['', '10%', '20%', 'bytes \uFFFD here', 'from a grandchild', 'é😀'].sort(),
    );
  });
});
