import { readFile } from 'node:fs/promises';
import type { TaskFailure } from '@taskloom/runtime';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const BROKEN = { key: 'value' };

@dag({ defaults: { retries: 0 } })
class Positions {
  @task.externalPython({ python: PYTHON }) syntax(): void {
    return python`
      value = 1
      return value +
    `;
  }
  @task.externalPython({ python: PYTHON }) indentation(): void {
    return python`
      if True:
      return 1
    `;
  }
  @task.externalPython({ python: PYTHON }) oneLine(n: number): number {
    return python`return [1, 2][${n}]`;
  }
  @task.externalPython({ python: PYTHON }) captured(): string {
    return python`
      return ${BROKEN}["missing"]
    `;
  }
  @task.externalPython({ python: PYTHON }) nested(items: number[]): number[] {
    return python`
      half = lambda n: 1 / n
      return [half(item) for item in ${items}]
    `;
  }
  @task.externalPython({ python: PYTHON }) chained(): void {
    return python`
      try:
          int("x")
      except ValueError as error:
          raise RuntimeError("no number") from error
    `;
  }
  @task.externalPython({ python: PYTHON }) warns(): void {
    return python`
      import warnings

      warnings.warn("old ways")
    `;
  }
  @task.externalPython({ python: PYTHON }) generates(): number[] {
    return python`
      for n in range(3):
          yield n
    `;
  }
  @task.externalPython({ python: PYTHON }) refuses(): unknown {
    return python`
      return {"rows": [1, 2, {"when": object()}]}
    `;
  }
  @task.externalPython({ python: PYTHON }) async awaits(): Promise<string> {
    return python`
      import asyncio

      async def answer():
          await asyncio.sleep(0)
          raise LookupError("nothing there")

      return await answer()
    `;
  }
  flow(tasks: Tasks<Positions>) {
    tasks.syntax();
    tasks.indentation();
    tasks.oneLine(5);
    tasks.captured();
    tasks.nested([1, 0]);
    tasks.chained();
    tasks.warns();
    tasks.generates();
    tasks.refuses();
    tasks.awaits();
  }
}

/** Each frame as the author's line, with what the caret is under where the interpreter tells columns. */
async function readFrames({ frames }: TaskFailure): Promise<string[]> {
  const lines = (await readFile(import.meta.filename, 'utf8')).split('\n');
  return frames.map(({ file, line }) => (file === import.meta.filename ? (lines[line - 1] ?? '').trim() : file));
}

describe('an error in a Python body points at the line of the TypeScript file', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Positions);
  const log = await result.task('warns').log();
  const failureOf = (taskId: string): TaskFailure => {
    const { error } = result.task(taskId);
    if (error === undefined) throw new Error(`${taskId} did not fail`);
    return error;
  };

  it.each([
    ['syntax', 'SyntaxError', ['return value +']],
    ['indentation', 'IndentationError', ['return 1']],
    ['oneLine', 'IndexError', ['return python`return [1, 2][${n}]`;']],
    ['captured', 'KeyError', ['return ${BROKEN}["missing"]']],
    ['chained', 'RuntimeError', ['raise RuntimeError("no number") from error']],
    ['awaits', 'LookupError', ['return await answer()', 'raise LookupError("nothing there")']],
  ])('%s', async (taskId, type, lines) => {
    const failure = failureOf(taskId);
    expect(failure.type).toBe(type);
    expect(await readFrames(failure)).toEqual(lines);
  });

  it('through a lambda and a comprehension', async () => {
    const lines = await readFrames(failureOf('nested'));
    expect(lines.at(-1)).toBe('half = lambda n: 1 / n');
    expect(new Set(lines.slice(0, -1))).toEqual(new Set(['return [half(item) for item in ${items}]']));
  });

  it('with its cause', async () => {
    const { cause } = failureOf('chained');
    expect(cause).toMatchObject({ type: 'ValueError', message: "invalid literal for int() with base 10: 'x'" });
    expect(cause && (await readFrames(cause))).toEqual(['int("x")']);
  });

  it('with a code and the path where a value cannot cross', () => {
    expect(failureOf('refuses')).toMatchObject({
      code: 'VALUE_UNSUPPORTED',
      message: expect.stringContaining('$.rows[2].when'),
    });
  });

  it('with a code where the body is a generator', () => {
    expect(failureOf('generates').code).toBe('PYTHON_YIELD');
  });

  it('in warnings, too', async () => {
    const lines = (await readFile(import.meta.filename, 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('warnings.warn(')) + 1;
    expect(log).toContain(`${import.meta.filename}:${line}: UserWarning: old ways`);
  });

  it('without frames of ours in the traceback', () => {
    for (const { error } of result.tasks) expect(error?.traceback ?? '').not.toContain('taskloom_harness');
  });
});
