/**
 * The shims of pyenv, asdf and mise: programs in a folder `shims` that pass the call on to the version that a
 * variable or a file selects. Which one that is only the manager knows for certain, so it is asked, and its answer holds
 * as long as nothing has changed of what it may have read.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SearchScope } from './search-scope.js';

export function isShim(path: string): boolean {
  return basename(dirname(path)) === 'shims';
}

/** A digest of what selects a version: variables, files from the working directory upwards, what is installed. */
export async function digestSelectors(shim: string, scope: SearchScope): Promise<string> {
  const root = dirname(dirname(shim));
  const { env, homeFolder, cwd } = scope;
  const config = env['XDG_CONFIG_HOME'] ?? join(homeFolder, '.config');
  const files = [
    ...listUpwards(cwd).flatMap((folder) => FILES.map((name) => join(folder, name))),
    ...FILES.map((name) => join(homeFolder, name)),
    join(config, 'mise', 'config.toml'),
    join(root, 'version'),
  ];
  const variables = Object.entries(env).filter(([name]) => VARIABLES.test(name));
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8').catch(() => null)));
  const folders = [join(root, 'versions'), join(root, 'installs', 'python')];
  const changed = await Promise.all(
    folders.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => null,
      ),
    ),
  );
  return createHash('sha256')
    .update(JSON.stringify([cwd, variables.sort(), texts, changed]))
    .digest('hex');
}

/** The PATH is what a manager looks at for the version `system`. */
const VARIABLES = /^(?:PATH$|PYENV_|ASDF_|MISE_)/;
const FILES = ['.python-version', '.tool-versions', 'mise.toml', '.mise.toml', 'mise.local.toml'];

function listUpwards(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...listUpwards(parent)];
}
