import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installInto, type PackedPackages, type Project, packPackages } from './packed-packages.ts';

const BIN = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url));
const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

const PIPELINE = `
import { dag, python, task } from '@taskloom/sdk';

@dag()
export class Small {
  @task() words() {
    return ['ox', 'matrix'];
  }
  @task.externalPython({ python: ${JSON.stringify(PYTHON)} })
  lengths(words: string[]): number[] {
    return python\`return [len(word) for word in \${words}]\`;
  }
  flow({ words, lengths }: import('@taskloom/sdk').Tasks<Small>) {
    return lengths(words());
  }
}
`;

// Plain JavaScript, as a bundler or compiler leaves it behind, with the decorators called by hand.
const EMBEDDING = `
import { createRuntime } from '@taskloom/runtime';
import { dag, task } from '@taskloom/sdk';

class Double {
  double(n) {
    return n * 2;
  }
  flow({ double }) {
    return double(21);
  }
}
task()(Double.prototype, 'double', Object.getOwnPropertyDescriptor(Double.prototype, 'double'));
dag()(Double);

const runtime = createRuntime();
console.log((await runtime.run(Double)).value);
await runtime.close();
`;

describe('the packed packages', () => {
  let packed: PackedPackages;
  let project: Project;

  beforeAll(async () => {
    packed = await packPackages();
    project = await installInto(packed, { 'pipeline.ts': PIPELINE, 'embedding.mjs': EMBEDDING });
  }, 180_000);
  afterAll(async () => {
    await project?.[Symbol.asyncDispose]();
    await packed?.[Symbol.asyncDispose]();
  });

  it.each(['sdk', 'runtime'] as const)('%s satisfies publint', async (name) => {
    expect(await check('publint', packed[name], '--strict')).toEqual(PASSED);
  });

  it.each(['sdk', 'runtime'] as const)('%s has types that resolve under every setting of ESM', async (name) => {
    expect(await check('attw', packed[name], '--profile', 'esm-only', '--no-color', '--no-emoji')).toEqual(PASSED);
  });

  it.each([
    ['sdk', ['LICENSE', 'README.md', 'dist', 'package.json', 'src']],
    ['runtime', ['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'python', 'src']],
  ] as const)('%s has what it needs and nothing else', (name, expected) => {
    const files = execFileSync('tar', ['-tf', packed[name]], { encoding: 'utf8' }).trimEnd().split('\n');
    const tops = new Set(files.map((file) => file.split('/')[1]));

    expect([...tops].sort()).toEqual(expected);
    expect(files.filter((file) => /__pycache__|\.pyc$|tsbuildinfo|\.test\.|\.cache/.test(file))).toEqual([]);
  });

  it('run a pipeline by the command in an empty project', async () => {
    const lines = (await project.run('npx', 'taskloom', 'run', 'pipeline.ts', '--json')).trimEnd().split('\n');

    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ kind: 'result', state: 'success', value: [2, 6] });
  });

  it('run a DAG by a call of the library in an empty project', async () => {
    expect(await project.run(process.execPath, 'embedding.mjs')).toBe('42\n');
  });

  it('tell their version', async () => {
    expect(await project.run('npx', 'taskloom', '--version')).toBe('0.1.0\n');
  });
});

const PASSED = { exitCode: 0 };

/** Its exit code, and what it printed where that is not 0. */
function check(tool: string, ...args: string[]): Promise<{ exitCode: number; output?: string }> {
  return new Promise((resolve) => {
    execFile(join(BIN, tool), args, (error, stdout, stderr) => {
      if (error === null) resolve(PASSED);
      else resolve({ exitCode: typeof error.code === 'number' ? error.code : -1, output: `${stdout}${stderr}` });
    });
  });
}
