/** What a user reads when what a lock file was made with is not there any more. */
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { runCommand } from './run-command.js';
import { PYTHON } from './test-runtime.js';
import { makeWheel } from './wheels.js';

const UV = process.env['TASKLOOM_TEST_UV'];

const PIPELINE = `
  import { dag, python, type Tasks, task } from '@taskloom/sdk';

  @dag()
  export class Locked {
    @task.virtualenv({ requirements: ['./shade-1.0-py2.py3-none-any.whl'], indexUrls: [], python: process.env.TEST_PYTHON })
    read(): void {
      return python\`pass\`;
    }
    flow({ read }: Tasks<Locked>) {
      read();
    }
  }
`;

interface Project {
  readonly folder: string;
  /** Gives what is printed that is not of the view of a run, the same on every machine. */
  run(): Promise<string>;
}

/** A pipeline with a lock file, beside the wheel and the interpreter that it was locked with. */
async function createLocked(installer: string): Promise<Project> {
  const folder = createPipelineFolder({ 'pipeline.ts': PIPELINE });
  symlinkSync(PYTHON, join(folder, 'python'));
  makeWheel(folder, 'shade', '1.0');
  const env = {
    CI: '1',
    TASKLOOM_HOME: join(folder, 'home'),
    TEST_PYTHON: join(folder, 'python'),
    PIP_CONFIG_FILE: '/dev/null',
    UV_CACHE_DIR: join(folder, 'cache'),
    ...(installer === 'uv' && { TASKLOOM_UV: UV ?? '' }),
  };
  const taskloom = (args: string) => runCommand(args.split(' '), { env, cwd: folder });
  await taskloom('env lock pipeline.ts');
  const run = async (): Promise<string> => {
    const { stdout, stderr } = await taskloom('run pipeline.ts --json');
    const events = stdout.split('\n').filter((line) => line.startsWith('{'));
    const failed = events.map((line) => JSON.parse(line)).find(({ error }) => error !== undefined);
    const { code, message, hint } = failed?.error ?? {};
    return `${code}: ${message}\nhint: ${hint}${stderr}`
      .replaceAll(folder, 'FOLDER')
      .replaceAll(/Python \d+\.\d+\.\d+/g, 'Python 3.X.Y')
      .replaceAll(/\b[0-9a-f]{64}\b/g, 'DIGEST')
      .replaceAll(/ +$/gm, '');
  };
  return { folder, run };
}

describe('a run with a lock file', () => {
  it('says that a file has changed since, by pip', async () => {
    const { folder, run } = await createLocked('pip');
    makeWheel(folder, 'shade', '1.0', { requires: ['leaf'] });

    expect(await run()).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "read" could not be built for Python 3.X.Y: FOLDER/shade-1.0-py2.py3-none-any.whl
        ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
            shade==1.0 from file://FOLDER/shade-1.0-py2.py3-none-any.whl:
                Expected sha256 DIGEST
                     Got        DIGEST
      hint: The file has changed since it was resolved. Put it back as it was, or resolve anew: \`taskloom env lock FILE --upgrade\`."
    `);
  });

  it.runIf(UV !== undefined)('says that a file has changed since, by uv', async () => {
    const { folder, run } = await createLocked('uv');
    makeWheel(folder, 'shade', '1.0', { requires: ['leaf'] });

    expect(await run()).toMatchInlineSnapshot(`
      "ENVIRONMENT_BUILD_FAILED: The environment of the task "read" could not be built for Python 3.X.Y: FOLDER/shade-1.0-py2.py3-none-any.whl
        error: Failed to read \`shade @ file://FOLDER/shade-1.0-py2.py3-none-any.whl\`
          cause: Hash mismatch for \`shade @ file://FOLDER/shade-1.0-py2.py3-none-any.whl\`

                 Expected:
                   sha256:DIGEST

                 Computed:
                   sha256:DIGEST
      hint: The file has changed since it was resolved. Put it back as it was, or resolve anew: \`taskloom env lock FILE --upgrade\`."
    `);
  });

  it('says that its interpreter is gone', async () => {
    const { folder, run } = await createLocked('pip');
    rmSync(join(folder, 'python'));

    expect(await run()).toMatchInlineSnapshot(`
      "INTERPRETER_NOT_FOUND: There is no interpreter FOLDER/python.
      hint: Install it, or correct the option \`python\`: a version such as "3.12", or the path of an interpreter."
    `);
  });
});
