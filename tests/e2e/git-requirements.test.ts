import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPipelineFolder } from '../runtime/cli/pipeline-folder.js';
import { removeHome } from '../unseal.js';
import { type GitServer, startGitServer } from './git-server.js';
import { readAll, watchCommandLines } from './leaks.js';
import { type CommandEnd, runCommand } from './run-command.js';

const UV = process.env['TASKLOOM_TEST_UV'];
const INSTALLERS = UV === undefined ? ['pip'] : ['pip', 'uv'];
const SECRET = 'pa55-of-the-repository';

interface Project {
  readonly folder: string;
  readonly homes: string;
  readonly git: GitServer;
  /** @param home one that has seen nothing yet, of each name once */
  taskloom(args: string, home?: string): Promise<CommandEnd>;
}

/** A pipeline that requires a repository. @param spell gives the requirement for the repository's URL */
async function createProject(installer: string, spell: (url: string) => string): Promise<Project> {
  const homes = mkdtempSync(join(tmpdir(), 'taskloom-git-'));
  const git = await startGitServer(join(homes, 'repository'), `ci:${SECRET}`);
  onTestFinished(async () => {
    await git[Symbol.asyncDispose]();
    removeHome(homes);
  });
  const folder = createPipelineFolder({ 'pipeline.ts': describePipeline(spell(git.url(`ci:${SECRET}`))) });
  const env = { CI: '', UV_CACHE_DIR: join(homes, 'cache'), ...(installer === 'uv' ? { TASKLOOM_UV: UV ?? '' } : {}) };
  return {
    folder,
    homes,
    git,
    taskloom: (args, home = 'home') =>
      runCommand(args.split(' '), { cwd: folder, env: { ...env, TASKLOOM_HOME: join(homes, home) } }),
  };
}

function describePipeline(requirement: string): string {
  return `
    import { dag, python, type Tasks, task } from '@taskloom/sdk';

    @dag()
    export class Own {
      @task.virtualenv({ requirements: ['${requirement}'], indexUrls: [] }) read(): number {
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
}

function readValue({ stdout, stderr }: CommandEnd): unknown {
  const { value } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return value ?? `${stdout}${stderr}`;
}

describe.each(INSTALLERS)('a repository that wants a password, by %s', (installer) => {
  it('is installed from, and the password is nowhere', async () => {
    const { git, homes, folder, taskloom } = await createProject(installer, (url) => `own @ git+${url}@main#egg=own`);
    git.commit(1);

    using watch = watchCommandLines();
    const run = await taskloom('run pipeline.ts --json');
    const lock = await taskloom('env lock pipeline.ts');
    const locked = await taskloom('run pipeline.ts --json --frozen', 'other');

    expect([run, locked].map(readValue)).toEqual([1, 1]);
    if (process.platform === 'linux') expect(watch.seen.some((lines) => lines.includes(homes))).toBe(true);
    const written = [
      readAll(join(homes, 'home')),
      readAll(join(homes, 'other')),
      readFileSync(join(folder, 'pipeline.lock')),
    ];
    const told = [run, lock, locked].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    for (const text of [...written, ...told, ...watch.seen]) expect(String(text)).not.toContain(SECRET);
  });

  it('is locked to a commit, whatever the branch is later', async () => {
    const { git, folder, taskloom } = await createProject(installer, (url) => `own @ git+${url}@main`);
    const first = git.commit(1);
    await taskloom('env lock pipeline.ts');
    const second = git.commit(2);

    const kept = await taskloom('run pipeline.ts --json --frozen', 'other');
    const renewed = await taskloom('env lock pipeline.ts --upgrade own');
    const run = await taskloom('run pipeline.ts --json --frozen');

    expect([kept, run].map(readValue)).toEqual([1, 2]);
    expect(renewed.stdout).toMatch(
      new RegExp(`1 package\\n {2}~ own git\\+\\S+@${first} → git\\+\\S+@${second} {2}\\(`),
    );
    expect(readFileSync(join(folder, 'pipeline.lock'), 'utf8')).toMatch(
      new RegExp(`\\ndirect own @ git\\+\\S+@${second}\\n`),
    );
  });
});

it('the beginning of a commit can be installed from by pip, and cannot be locked', async () => {
  const { git, folder, taskloom } = await createProject('pip', (url) => url);
  const part = git.commit(1).slice(0, 10);
  writeFileSync(join(folder, 'pipeline.ts'), describePipeline(`own @ git+${git.url(`ci:${SECRET}`)}@${part}`));

  const run = await taskloom('run pipeline.ts --json');
  const { exitCode, stderr } = await taskloom('env lock pipeline.ts');

  expect(readValue(run)).toBe(1);
  expect([exitCode, stderr.split('\n').slice(-3)]).toEqual([
    2,
    [
      `error REQUIREMENTS_INVALID: The requirement "own @ git+${git.url()}@${part}" of the task "read" names no commit, and none was found for it.`,
      '  hint: Give the full id of the commit behind the `@`, or a branch or tag of a git repository.',
      '',
    ],
  ]);
});
