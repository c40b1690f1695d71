/** A pipeline whose two tasks require `shade`, with the wheels beside it, and the command run on it. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { removeHome } from '../unseal.js';
import { type CommandEnd, runCommand } from './run-command.js';
import { makeWheel } from './wheels.js';

export const UV = process.env['TASKLOOM_TEST_UV'];
export const INSTALLERS = UV === undefined ? ['pip'] : ['pip', 'uv'];

export const PIPELINE = `
  import { dag, python, type Tasks, task } from '@taskloom/sdk';

  const SOURCES = { indexUrls: [], findLinks: './wheels' };

  @dag()
  export class Shades {
    @task.virtualenv({ ...SOURCES, requirements: ['shade'] }) free(): string {
      return python\`
        import shade
        return shade.version
      \`;
    }
    @task.virtualenv({ ...SOURCES, requirements: ['leaf', 'shade<3'] }) bounded(): string {
      return python\`
        import shade
        return shade.version
      \`;
    }
    flow({ free, bounded }: Tasks<Shades>) {
      return [free(), bounded()];
    }
  }
`;

export interface Project {
  readonly folder: string;
  readonly wheels: string;
  /** A home that has seen nothing yet, of each name once. */
  taskloom(args: string, home?: string, env?: Readonly<Record<string, string>>): Promise<CommandEnd>;
  readonly homes: string;
}

/** A pipeline with wheels beside it, leaf 1.0 and shade 1.0 at first. */
export function createProject(installer: string): Project {
  const folder = createPipelineFolder({ 'pipeline.ts': PIPELINE });
  const wheels = join(folder, 'wheels');
  makeWheel(wheels, 'shade', '1.0');
  makeWheel(wheels, 'leaf', '1.0');
  const homes = mkdtempSync(join(tmpdir(), 'taskloom-lock-'));
  onTestFinished(() => removeHome(homes));
  const uv = installer === 'uv' ? { TASKLOOM_UV: UV ?? '' } : {};
  return {
    folder,
    wheels,
    homes,
    taskloom: (args, home = 'home', env = {}) =>
      runCommand(args.split(' '), {
        cwd: folder,
        env: { CI: '', TASKLOOM_HOME: join(homes, home), ...uv, ...env },
      }),
  };
}

export function readValue({ stdout, stderr }: CommandEnd): unknown {
  const { value } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return value ?? `${stdout}${stderr}`;
}
