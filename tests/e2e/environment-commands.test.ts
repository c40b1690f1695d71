import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { removeHome, unseal } from '../unseal.js';
import { type CommandEnd, runCommand } from './run-command.js';
import { makeWheel } from './wheels.js';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-env-commands-'));
afterAll(() => removeHome(folder));
const home = join(folder, 'home');

const SHADE = fileURLToPath(new URL('fixtures/shade.ts', import.meta.url));

function taskloom(args: string, cwd = dirname(SHADE)): Promise<CommandEnd> {
  return runCommand(args.split(' '), { cwd, env: { TASKLOOM_HOME: home, TEST_WHEELS: join(folder, 'wheels') } });
}

describe('the environments of a home', () => {
  let built: CommandEnd;
  let key = '';
  let python = '';

  beforeAll(async () => {
    makeWheel(join(folder, 'wheels'), 'shade', '1.0');
    built = await taskloom('env build shade.ts');
    [key = '', , python = ''] = built.stdout.trim().split(/ {2,}/);
  });

  it('are built ahead of a run', async () => {
    expect([built.exitCode, built.stderr]).toEqual([
      0,
      expect.stringMatching(
        /^read: building \(Python [\d.]+ with shade\)\nread: building \(resolving\)\n(?:read: .*\n)*$/,
      ),
    ]);
    const { stdout } = await taskloom('run shade.ts --json');
    expect(stdout).toContain('"state":"reused"');
    expect(stdout).not.toContain('"state":"building"');
  });

  it('are listed and shown', async () => {
    const list = await taskloom('env list');
    const shown = await taskloom(`env show ${key.slice(0, 4)}`);
    const json = await taskloom(`env show ${key} --json`);
    const unknown = await taskloom('env show zz');

    expect(list.stdout).toMatch(new RegExp(`^${key} {2}CPython [\\d.]+ {2}[\\d.]+ kB {2}now {2}shade\\n$`));
    expect(shown.stdout).toMatch(/^environment {2}[0-9a-f]{32}\n/);
    expect(shown.stdout).toMatch(/\nrequires {5}shade\ninstalled\n {2}shade 1\.0\n$/);
    expect(JSON.parse(json.stdout)).toMatchObject({
      python,
      users: [],
      installer: expect.any(String),
      resolution: { packages: [{ name: 'shade', version: '1.0' }] },
    });
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      2,
      [
        'error ENVIRONMENT_UNKNOWN: No environment has a key that begins with "zz".',
        '  hint: See what there is with `taskloom env list`, and give more of the key.',
        '',
      ].join('\n'),
    ]);
  });

  it('are exported for use elsewhere', async () => {
    const requirements = await taskloom('env export shade.ts');
    const image = await taskloom(`env export ${SHADE} read --format dockerfile`, folder);
    const external = await taskloom('env export shade.ts --format external');
    const unknown = await taskloom('env export shade.ts write');

    const pins =
      /^# The task read, for Python (3[.\d]+)\.\n--no-index\n--find-links \/.*\/wheels\nshade==1\.0 \\\n {4}--hash=sha256:[0-9a-f]{64}\n$/;
    const [, version] = pins.exec(requirements.stdout) ?? [];
    expect(requirements.stdout).toMatch(pins);
    expect(image.stdout).toContain(`FROM python:${version}-slim\n`);
    expect(image.stdout).toContain('\nCOPY ["./wheels","/opt/taskloom/1/wheels"]\n');
    expect(external.stdout).toBe(`${python}\n`);
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      2,
      'error TASK_UNKNOWN: There is no virtualenv task "write" in the file.\n  hint: There is: read.\n',
    ]);
  });

  it('have a prompt', async () => {
    const { exitCode, stderr } = await taskloom('env shell shade.ts read');

    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('>>> ')]);
  });

  it('are pruned when nobody wants them, and said to be before', async () => {
    const recent = await taskloom('env prune --older-than 1d');
    const dry = await taskloom('env prune --unused --dry-run');
    const wrong = await taskloom('env prune --older-than soon');

    expect(recent.stdout).toBe('Removed 0 environments, 0 B.\n');
    expect(dry.stdout).toMatch(
      new RegExp(`^${key} {2}not in use {2}would be removed {2}shade\\nWould remove 1 environment, [\\d.]+ kB\\.\\n$`),
    );
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      2,
      'error USAGE: --older-than soon is no length of time.\n  hint: Write it like 30d or 12h.\n',
    ]);
  });

  it('are examined, and built anew when they are damaged', async () => {
    const sound = await taskloom('env doctor --deep');
    const lib = join(python, '../../lib');
    const [version = ''] = readdirSync(lib);
    unseal(lib);
    rmSync(join(lib, version, 'site-packages/shade.py'));

    const damaged = await taskloom('env doctor');
    const run = await taskloom('run shade.ts --json');

    expect([sound.exitCode, sound.stdout]).toEqual([0, '1 environment, all sound.\n']);
    expect([damaged.exitCode, damaged.stdout]).toEqual([
      3,
      [
        `${key} is damaged; it was removed, and is built anew when it is asked for`,
        '  missing: shade.py',
        '1 environment, 1 damaged.',
        '',
      ].join('\n'),
    ]);
    expect(run.stdout).toContain('"value":"1.0"');
  });
});

describe('the environments of a folder of their own', () => {
  const kept = join(folder, 'kept');

  it('are seen by who names the folder', async () => {
    const pipeline = createPipelineFolder({
      'pipeline.ts': `
        import { dag, python, type Tasks, task } from '@taskloom/sdk';

        @dag()
        export class Kept {
          @task.virtualenv({ cachePath: '${kept}' }) keep(): void {
            return python\`pass\`;
          }
          flow({ keep }: Tasks<Kept>) {
            keep();
          }
        }
      `,
    });
    await taskloom('env build pipeline.ts', pipeline);

    const listed = await taskloom(`env list --cache-path ${kept}`);
    const shown = await taskloom(`env show --cache-path kept ${listed.stdout.split(' ')[0]}`, folder);
    const examined = await taskloom('env doctor --cache-path ./kept', folder);
    const pruned = await taskloom(`env prune --unused --cache-path ${kept}`);

    expect(listed.stdout).toMatch(/^[0-9a-f]{8} {2}CPython .*\(no requirements\)\n$/);
    expect(shown.stdout).toContain(`python       ${kept}/`);
    expect(examined.stdout).toBe('1 environment, all sound.\n');
    expect(pruned.stdout).toMatch(/\nRemoved 1 environment, /);
    expect((await taskloom(`env list --cache-path ${kept}`)).stdout).toBe('There are no environments.\n');
  });
});

it.each(['env build', 'env lock', 'env export'])(
  '%s tells where the task is whose Python is not there',
  async (command) => {
    const pipeline = createPipelineFolder({
      'pipeline.ts': `
import { dag, python, type Tasks, task } from '@taskloom/sdk';

@dag()
export class Wanting {
  @task.virtualenv({ python: '3.99', requirements: ['shade'] }) want(): void {
    return python\`pass\`;
  }
  flow({ want }: Tasks<Wanting>) {
    want();
  }
}
`,
    });

    const { exitCode, stderr } = await taskloom(`${command} pipeline.ts`, pipeline);

    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringMatching(/There is no Python 3\.99 [\s\S]*\n {2}pipeline\.ts:6:65\n/),
    ]);
  },
);
