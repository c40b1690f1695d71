/** That a task is given what it asked for: nothing else's environment, nothing of before, nothing that lies about. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dag, python, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { removeHome } from '../unseal.js';
import { writeProject } from './own-project.js';
import { runCommand } from './run-command.js';
import { createTestRuntime } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const UV = process.env['TASKLOOM_TEST_UV'];
const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-content-'));
  onTestFinished(() => removeHome(folder));
  return folder;
}

const OWN = `
  import { dag, python, type Tasks, task } from '@taskloom/sdk';

  @dag()
  export class Own {
    @task.virtualenv({ requirements: ['./own'], indexUrls: [] }) read(): number {
      return python\`
        import own
        return own.version
      \`;
    }
    flow({ read }: Tasks<Own>) {
      return read();
    }
  }
`;

function createPair(links: string) {
  @dag()
  class Pair {
    @task.virtualenv({ requirements: ['shade'], findLinks: links, indexUrls: [] })
    alone(): string {
      return python`
        import sys
        return sys.prefix
      `;
    }
    @task.virtualenv({ requirements: ['shade'], findLinks: links, indexUrls: [], systemSitePackages: true })
    withSystem(): string {
      return python`
        import sys
        return sys.prefix
      `;
    }
    flow({ alone, withSystem }: Tasks<Pair>) {
      return { alone: alone(), withSystem: withSystem() };
    }
  }
  return Pair;
}

describe.each(UV === undefined ? ['pip'] : ['pip', 'uv'])('an environment made by %s', (installer) => {
  const path = process.env['PATH'] ?? '';
  const usePath = (): void => {
    process.env['PATH'] = installer === 'uv' ? [dirname(UV ?? ''), path].join(delimiter) : path;
  };

  it('has in it what a local project has now, in a folder with a space', async () => {
    usePath();
    const folder = join(createPipelineFolder({ 'a space/pipeline.ts': OWN }), 'a space');
    const env = { TASKLOOM_HOME: join(folder, 'home') };

    const values: unknown[] = [];
    for (const version of [1, 2]) {
      writeProject(join(folder, 'own'), version);
      const { stdout, stderr } = await runCommand(['run', 'pipeline.ts', '--json'], { env, cwd: folder });
      values.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').value ?? `${stdout}${stderr}`);
    }

    expect(values).toEqual([1, 2]);
  });

  it('is not that of a task which asks for something else at the same time', async () => {
    usePath();
    const folder = createFolder();
    makeWheel(folder, 'shade', '1.0');
    await using test = await createTestRuntime();

    const { value } = await test.runtime.run(createPair(folder));

    expect(value.alone).not.toBe(value.withSystem);
  });

  it('is made whatever lies in the working directory', async () => {
    usePath();
    const folder = createFolder();
    makeWheel(join(folder, 'wheels'), 'shade', '1.0');
    const modules = ['sysconfig', 'logging', 'types', 'zipfile', 'ensurepip'];
    for (const name of modules)
      writeFileSync(join(folder, `${name}.py`), 'raise RuntimeError("taken from the folder")\n');
    const env = {
      TASKLOOM_HOME: join(folder, 'home'),
      TEST_WHEELS: join(folder, 'wheels'),
      PIP_TARGET: join(folder, 'x'),
    };

    const { exitCode, stderr } = await runCommand(['env', 'build', join(FIXTURES, 'shade.ts')], { env, cwd: folder });

    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^(?:read: building .*\n)+$/)]);
    expect(readdirSync(folder)).not.toContain('x');
  });
});
