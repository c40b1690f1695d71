/** The packages as they would be published, and a project that has installed them, both outside of the repository. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PNPM = 'pnpm@12';

export interface PackedPackages extends AsyncDisposable {
  /** Absolute paths of the tarballs. */
  readonly sdk: string;
  readonly runtime: string;
}

export async function packPackages(): Promise<PackedPackages> {
  const folder = await mkdtemp(join(tmpdir(), 'taskloom-packed-'));
  for (const name of ['sdk', 'runtime']) {
    const args = ['--yes', PNPM, 'pack', '--pack-destination', folder];
    await run('npx', args, { cwd: join(ROOT, 'packages', name) });
  }
  const files = await readdir(folder);
  const find = (part: string): string => join(folder, files.find((file) => file.includes(part)) ?? `${part}.tgz`);
  return {
    sdk: find('-sdk-'),
    runtime: find('-runtime-'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Project extends AsyncDisposable {
  readonly folder: string;
  /** Runs a program of the project to its end, and gives what it wrote to stdout. Rejects when it does not end with 0. */
  run(command: string, ...args: string[]): Promise<string>;
}

/** An empty project in which npm has installed the tarballs and what they depend on. */
export async function installInto(
  { sdk, runtime }: PackedPackages,
  files: Readonly<Record<string, string>>,
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'taskloom-project-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', sdk, runtime], { cwd: folder });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const env = { ...process.env, TASKLOOM_HOME: join(folder, '.taskloom'), NO_COLOR: '1' };
  return {
    folder,
    run: async (command, ...args) => (await run(command, args, { cwd: folder, env })).stdout,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
