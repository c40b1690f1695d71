import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { context, dag, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from './test-runtime.js';

@dag({ id: 'typed' })
class Typed {
  readonly #made = new Date();

  @task() facts(): Record<string, unknown> {
    const { dagId, taskId, attempt, maxAttempts, mapIndex, ds } = context();
    return { dagId, taskId, attempt, maxAttempts, mapIndex, ds, isInstance: this.#made instanceof Date };
  }
  @task() async behindAwait(): Promise<string> {
    await turn();
    const { log, taskId } = context();
    log.warn('careful', { rows: 3 });
    log.debug('two\nlines');
    return taskId;
  }
  @task() pushes(): void {
    context().pushXCom('more', [1n, new Date(0)]);
  }
  @task() deep(): void {
    this.fail();
  }
  fail(): never {
    throw new RangeError('out of range', { cause: new Error('the first') });
  }
  @task() throwsText(): void {
    throw 'plain text';
  }
  @task({ executionTimeout: '50ms' }) async waits(): Promise<void> {
    const { signal } = context();
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }
  @task() cannotCross(): unknown {
    return { when: { then: Symbol('now') } };
  }
  flow(tasks: Tasks<Typed>) {
    for (const call of Object.values(tasks)) call();
  }
}

describe('a TypeScript task', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Typed, { logicalDate: new Date('2026-11-24T00:00:00Z') });
  const [facts, more, log] = await Promise.all([
    result.task('facts').xcom(),
    result.task('pushes').xcom('more'),
    result.task('behindAwait').log(),
  ]);
  const lines = (await readFile(import.meta.filename, 'utf8')).split('\n');

  it('has its context, and an instance of its class', () => {
    const numbers = { attempt: 1, maxAttempts: 1, mapIndex: -1 };
    expect(facts).toEqual({ dagId: 'typed', taskId: 'facts', ...numbers, ds: '2026-11-24', isInstance: true });
  });

  it('logs, also behind an await', () => {
    expect(log).toBe('careful {"rows":3}\ntwo\nlines\n');
  });

  it('leaves values beside the one that it returns', () => {
    expect(more).toEqual([1n, new Date(0)]);
  });

  it('fails with the frames of its author, newest last, and its cause', () => {
    const { error } = result.task('deep');
    expect(error).toMatchObject({ type: 'RangeError', message: 'out of range', cause: { message: 'the first' } });
    expect(error?.frames.map(({ line, function: name }) => [name, lines[line - 1]?.trim()])).toEqual([
      ['deep', 'this.fail();'],
      ['fail', "throw new RangeError('out of range', { cause: new Error('the first') });"],
    ]);
  });

  it('may throw anything', () => {
    expect(result.task('throwsText').error).toMatchObject({
      type: 'string',
      message: 'plain text (thrown, but not an Error)',
    });
  });

  it('is told by its signal that its time is over', () => {
    expect(result.task('waits').error).toMatchObject({
      code: 'TASK_TIMEOUT',
      message: 'The task "waits" took longer than its execution timeout of 50 ms.',
    });
  });

  it('cannot return what has no meaning elsewhere', () => {
    expect(result.task('cannotCross').error).toMatchObject({
      code: 'VALUE_UNSUPPORTED',
      message: 'The value at $.when.then cannot cross between tasks: a symbol (Symbol(now)).',
    });
  });
});

@dag()
class Quiet {
  @task() async quiet(): Promise<string> {
    for (let index = 0; index < 10; index += 1) await turn();
    return 'done';
  }
  flow({ quiet }: Tasks<Quiet>) {
    return quiet();
  }
}

describe('an error elsewhere in the process', () => {
  it('is not taken for the task’s', async () => {
    await using test = await createTestRuntime();
    const seen: unknown[] = [];
    // vitest's own listeners would fail the test.
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (error) => seen.push(error));
    try {
      const running = test.runtime.run(Quiet);
      void Promise.reject(new Error('elsewhere'));
      const result = await running;

      expect(result.value).toBe('done');
      expect(seen).toEqual([new Error('elsewhere')]);
    } finally {
      process.removeAllListeners('unhandledRejection');
      for (const listener of others) process.on('unhandledRejection', listener);
    }
  });
});
