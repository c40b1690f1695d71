import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestRuntime, PYTHON } from './test-runtime.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-cwd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'json.py'), 'raise RuntimeError("this hides the standard library")\n');

process.env['TASKLOOM_TEST_ONE'] = 'one';
process.env['TASKLOOM_TEST_TWO'] = 'two';

@dag({ defaults: { env: { FROM_DAG: 'dag' } } })
class Options {
  @task.externalPython({ python: PYTHON, env: { OWN: 'own' } }) inherits(): string[] {
    return python`
      import os
      names = ["TASKLOOM_TEST_ONE", "TASKLOOM_TEST_TWO", "OWN", "FROM_DAG"]
      return [os.environ.get(name, "-") for name in names]
    `;
  }
  @task.externalPython({ python: PYTHON, inheritEnv: ['TASKLOOM_TEST_ONE'] }) inheritsOne(): string[] {
    return python`
      import os
      return [os.environ.get(name, "-") for name in ["TASKLOOM_TEST_ONE", "TASKLOOM_TEST_TWO", "FROM_DAG"]]
    `;
  }
  @task.externalPython({ python: PYTHON, inheritEnv: false }) inheritsNothing(): boolean {
    return python`
      import os
      return "TASKLOOM_TEST_ONE" in os.environ or "HOME" in os.environ
    `;
  }
  @task.externalPython({ python: PYTHON, cwd: folder }) inFolder(): string {
    return python`
      import json, os
      return os.getcwd() if hasattr(json, "loads") else "hidden"
    `;
  }
  @task.externalPython({ python: PYTHON, stringArgs: ['a', 'b c'] }) stringArgs(): unknown {
    return python`
      import taskloom
      return [taskloom.string_args, virtualenv_string_args]
    `;
  }
  @task.externalPython({ python: PYTHON }) scratch(): boolean {
    return python`
      import os, tempfile
      with tempfile.NamedTemporaryFile() as scratch:
          return os.path.dirname(scratch.name) == os.environ["TMPDIR"]
    `;
  }
  @task.externalPython({ python: PYTHON, returns: z.array(z.object({ id: z.int() })) }) checked(): { id: number }[] {
    return python`return [{"id": 1}, {"id": "two"}]`;
  }
  @task.externalPython({ python: PYTHON }) neighbour(number: number): number {
    return python`
      import fixtures.neighbour as neighbour
      return neighbour.double(${number})
    `;
  }
  @task.externalPython({ python: PYTHON }) fromFile(_number: number): number {
    return python.file(import.meta.url, './fixtures/neighbour.py', 'double');
  }
  @task.externalPython({ python: PYTHON }) brokenFile(_number: number): number {
    return python.file(import.meta.url, './fixtures/neighbour.py', 'broken');
  }
  @task.externalPython({ python: PYTHON }) yieldingFile(): number[] {
    return python.file(import.meta.url, './fixtures/neighbour.py', 'many');
  }
  @task.externalPython({ python: PYTHON }) unknownFunction(): number {
    return python.file(import.meta.url, './fixtures/neighbour.py', 'triple');
  }
  @task.externalPython({ python: PYTHON }) pushes(): string {
    return python`
      import datetime, taskloom
      taskloom.xcom.push("when", datetime.date(2026, 11, 24))
      return "pushed"
    `;
  }
  @task.externalPython({ python: PYTHON }) pulls(_after: string): unknown {
    return python`
      import taskloom
      when = taskloom.xcom.pull("pushes", key="when")
      both = taskloom.xcom.pull(["pushes", "nobody"], default="nothing")
      return [when.isoformat(), both, taskloom.xcom.pull("nobody")]
    `;
  }
  flow(tasks: Tasks<Options>) {
    tasks.inherits();
    tasks.inheritsOne();
    tasks.inheritsNothing();
    tasks.inFolder();
    tasks.stringArgs();
    tasks.scratch();
    tasks.checked();
    tasks.neighbour(4);
    tasks.fromFile(4);
    tasks.brokenFile(1);
    tasks.yieldingFile();
    tasks.unknownFunction();
    tasks.pulls(tasks.pushes());
  }
}

describe('a Python task', async () => {
  await using test = await createTestRuntime();
  const result = await test.runtime.run(Options);
  const values = new Map(await Promise.all(result.tasks.map(async (one) => [one.taskId, await one.xcom()] as const)));

  it.each([
    ['inherits', ['one', 'two', 'own', 'dag']],
    ['inheritsOne', ['one', '-', 'dag']],
    ['inheritsNothing', false],
    ['inFolder', folder],
    [
      'stringArgs',
      [
        ['a', 'b c'],
        ['a', 'b c'],
      ],
    ],
    ['scratch', true],
    ['neighbour', 8],
    ['fromFile', 8],
    ['pulls', ['2026-11-24', ['pushed', 'nothing'], null]],
  ])('does as its options say: %s', (taskId, value) => {
    const { state, error } = result.task(taskId);
    expect([state, error?.message, values.get(taskId)]).toEqual(['success', undefined, value]);
  });

  const file = join(import.meta.dirname, 'fixtures/neighbour.py');
  it.each([
    [
      'checked',
      'RETURN_INVALID',
      'The task "checked" returned a value that its schema does not accept:\n  $[1].id: Invalid input: expected number, received string',
    ],
    ['brokenFile', undefined, 'division by zero'],
    ['yieldingFile', 'PYTHON_YIELD', 'The task "many" is a generator: it contains `yield`.'],
    ['unknownFunction', 'PYTHON_FUNCTION_MISSING', `There is no function "triple" in ${file}.`],
  ])('fails with its reason: %s', (taskId, code, message) => {
    const { error } = result.task(taskId);
    expect([error?.code, error?.message]).toEqual([code, message]);
  });

  it('in a file of its own fails at that file’s line', () => {
    expect(result.task('brokenFile').error?.frames).toEqual([
      expect.objectContaining({ file, line: 9, function: 'broken', source: '    return number / 0' }),
    ]);
  });
});
