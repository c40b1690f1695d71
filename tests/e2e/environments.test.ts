import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '@taskloom/runtime';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { removeHome } from '../unseal.js';
import { createTestRuntime, type TestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-wheels-'));
afterAll(() => removeHome(folder));
makeWheel(folder, 'shade', '1.0');
makeWheel(folder, 'shade', '2.0');
makeWheel(folder, 'leaf', '1.0', { requires: ['shade<2'] });
const requirementsFile = join(folder, 'requirements.txt');
writeFileSync(requirementsFile, '# what the test needs\nshade==1.0  # the old one\n');
const boundedFile = join(folder, 'bounded.txt');
writeFileSync(join(folder, 'limits.txt'), 'shade<2\n');
writeFileSync(boundedFile, '-c limits.txt\nshade\n');

const SOURCES = { indexUrls: [], findLinks: folder };

@dag()
class Shades {
  @task.virtualenv({ ...SOURCES, requirements: ['shade==1.0'] }) one(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  @task.virtualenv({ ...SOURCES, requirements: ['shade==2.0'] }) two(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  @task.virtualenv({ ...SOURCES, requirements: 'shade==1.0\n' }) text(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  @task.virtualenv({ ...SOURCES, requirements: requirementsFile }) file(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  flow({ one, two, text, file }: Tasks<Shades>) {
    return [one(), two(), text(), file()] as const;
  }
}

@dag()
class Bounded {
  @task.virtualenv({ ...SOURCES, requirements: boundedFile }) read(): string {
    return python`
      import shade
      return shade.version
    `;
  }
  flow({ read }: Tasks<Bounded>) {
    return read();
  }
}

type EnvironmentEvent = Extract<RunEvent, { kind: 'environment' }>;

async function createObservedRuntime(): Promise<
  TestRuntime & { readonly states: string[]; readonly keys: Set<string> }
> {
  const states: string[] = [];
  const keys = new Set<string>();
  const observe = (event: EnvironmentEvent): void => {
    // What it is doing just now is told as it comes.
    if (event.state !== 'building' || states.at(-1) !== 'building') states.push(event.state);
    keys.add(event.key);
  };
  const test = await createTestRuntime({
    concurrency: 4,
    observers: [(event) => (event.kind === 'environment' ? observe(event) : undefined)],
  });
  return { ...test, states, keys, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
}

describe('environments', () => {
  it('are built once for each set of requirements, however it is written, and used again', async () => {
    await using test = await createObservedRuntime();

    const first = await test.runtime.run(Shades);
    const built = readdirSync(join(test.home, 'environments')).length;
    test.states.length = 0;
    const second = await test.runtime.run(Shades);

    expect(first.value).toEqual(['1.0', '2.0', '1.0', '1.0']);
    expect([built, test.keys.size]).toEqual([2, 2]);
    expect(second.value).toEqual(first.value);
    expect(test.states).toEqual(['reused', 'reused', 'reused', 'reused']);
  });

  it('keep to the constraints that a requirements file names', async () => {
    await using test = await createTestRuntime();

    expect((await test.runtime.run(Bounded)).value).toBe('1.0');
  });

  it('that cannot be built show the words of the installer and the task, and leave nothing', async () => {
    await using test = await createObservedRuntime();

    const result = await test.runtime.run(Conflict);

    const { error } = result.task('needs');
    expect(error?.code).toBe('ENVIRONMENT_BUILD_FAILED');
    expect(error?.message).toMatch(
      /^The environment of the task "needs" could not be built for Python \d+\.\d+\.\d+: leaf, shade==2\.0\n/,
    );
    expect(error?.message).toMatch(/leaf.*(?:\n.*)*shade/);
    expect(test.states).toEqual(['building', 'failed']);
    const [key = ''] = test.keys;
    expect(readdirSync(join(test.home, 'resolutions', key))).toEqual([]);
    expect(existsSync(join(test.home, 'environments'))).toBe(false);
  });

  it('are built for the interpreter that a task asks for, or it is said which there are', async () => {
    await using test = await createObservedRuntime();

    const result = await test.runtime.run(Missing);

    expect(result.task('old').error).toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: expect.stringMatching(
        /^There is no Python 3\.1 on this machine\. There are:(?:\n {2}\w+ [\d.]+ +\/.* \([\w ]+\))+$/,
      ),
      hint: expect.stringMatching(/`.* 3\.1`, or ask for one that is there by `python`\.$/),
    });
  });
});

@dag()
class NoVersion {
  @task.virtualenv({ python: 'python3.12' }) work(): void {
    return python`pass`;
  }
  flow({ work }: Tasks<NoVersion>) {
    work();
  }
}

describe('a version that is none', () => {
  it('is refused when the DAG is planned', async () => {
    await using test = await createTestRuntime();
    await expect(test.runtime.plan(NoVersion)).rejects.toMatchObject({
      code: 'INTERPRETER_NOT_FOUND',
      message: '"python3.12" is no version of Python.',
      hint: "Write it like '3.12', or give the absolute path of an interpreter.",
    });
  });
});

@dag()
class Conflict {
  @task.virtualenv({ ...SOURCES, requirements: ['leaf', 'shade==2.0'] }) needs(): void {
    return python`pass`;
  }
  flow({ needs }: Tasks<Conflict>) {
    needs();
  }
}

@dag()
class Missing {
  @task.virtualenv({ python: '3.1' }) old(): void {
    return python`pass`;
  }
  flow({ old }: Tasks<Missing>) {
    old();
  }
}
