/** Where interpreters are kept: on the PATH, where version managers put them, in the folders of the system. */
import { constants } from 'node:fs';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { InterpreterSource } from './interpreter.js';
import { findNamedInterpreter, listPathFolders, type SearchScope } from './search-scope.js';

/** A file with the name of an interpreter. */
export interface Candidate {
  readonly path: string;
  readonly source: InterpreterSource;
}

const PYTHON_NAME = /^(?:python|pypy)(?:\d(?:\.\d+)?)?t?$/;

/**
 * Each file once, what is named outright and what is on the PATH first. Shims are left out: they only start what is
 * found where their manager keeps it.
 */
export async function listCandidates(scope: SearchScope): Promise<readonly Candidate[]> {
  const named = findNamedInterpreter(scope);
  const onPath = listPathFolders(scope).filter((folder) => basename(folder) !== 'shims');
  const managed = await Promise.all(
    listManagers(scope).map(async ({ source, folders }) => ({
      source,
      folders: (await Promise.all(folders.map(list))).flat(),
    })),
  );
  const conda = { source: 'conda' as const, folders: await listCondaEnvironments(scope) };
  const found = await Promise.all([
    ...onPath.map((folder) => listPythons(folder, 'PATH')),
    ...[...managed, conda].flatMap(({ source, folders }) =>
      folders.map((folder) => listPythons(join(folder, 'bin'), source)),
    ),
    ...scope.systemFolders.map((folder) => listPythons(folder, 'system')),
  ]);
  const first: Candidate[] = named === undefined ? [] : [{ path: named, source: 'TASKLOOM_PYTHON' }];
  return dropAliases([...first, ...found.flat()]);
}

/** Every program with this name on the PATH, in its order; shims among them. */
export async function findOnPath(name: string, scope: SearchScope): Promise<readonly string[]> {
  const paths = [...new Set(listPathFolders(scope))].map((folder) => join(folder, name));
  const there = await Promise.all(paths.map(isProgram));
  return paths.filter((_path, index) => there[index]);
}

/** A file that may be executed. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

interface Manager {
  readonly source: InterpreterSource;
  /** Folders that hold a folder for each interpreter. */
  readonly folders: readonly string[];
}

/** Those that keep every version in a folder of its own. */
function listManagers(scope: SearchScope): readonly Manager[] {
  const { env, homeFolder } = scope;
  const data = env['XDG_DATA_HOME'] ?? join(homeFolder, '.local', 'share');
  const shims = listPathFolders(scope).filter((folder) => basename(folder) === 'shims');
  const pyenv = [env['PYENV_ROOT'] ?? join(homeFolder, '.pyenv'), ...shims.map((folder) => dirname(folder))];
  return [
    { source: 'pyenv', folders: [...new Set(pyenv)].map((root) => join(root, 'versions')) },
    { source: 'asdf', folders: [join(env['ASDF_DATA_DIR'] ?? join(homeFolder, '.asdf'), 'installs', 'python')] },
    { source: 'mise', folders: [join(env['MISE_DATA_DIR'] ?? join(data, 'mise'), 'installs', 'python')] },
    { source: 'uv', folders: [env['UV_PYTHON_INSTALL_DIR'] ?? join(data, 'uv', 'python')] },
  ];
}

/** conda writes down every environment that it makes, wherever it is. */
async function listCondaEnvironments({ env, homeFolder }: SearchScope): Promise<readonly string[]> {
  const register = await readFile(join(homeFolder, '.conda', 'environments.txt'), 'utf8').catch(() => '');
  const written = register.split('\n').filter((line) => line.startsWith('/'));
  const active = [env['CONDA_PREFIX'], env['MAMBA_ROOT_PREFIX']].filter((folder) => folder !== undefined);
  const homes = CONDA_FOLDERS.map((name) => join(homeFolder, name));
  const roots = [...homes, ...active, '/opt/conda'];
  const made = await Promise.all(roots.map((root) => list(join(root, 'envs'))));
  return [...new Set([...written, ...roots, ...made.flat()])];
}

const CONDA_FOLDERS = ['miniconda3', 'anaconda3', 'miniforge3', 'mambaforge', 'micromamba'];

/** `python3.12` before `python`: the more a name says, the better it reads in a message. */
async function listPythons(folder: string, source: InterpreterSource): Promise<readonly Candidate[]> {
  const paths = (await list(folder)).filter((path) => PYTHON_NAME.test(basename(path)));
  const sorted = paths.sort((a, b) => b.length - a.length || (a < b ? 1 : -1));
  return sorted.map((path) => ({ path, source }));
}

/** Several names of one file in one folder are one interpreter; a link from elsewhere may be a virtual environment. */
async function dropAliases(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const keyed = await Promise.all(
    candidates.map(async (one) => ({
      one,
      key: `${dirname(one.path)} ${await realpath(one.path).catch(() => one.path)}`,
    })),
  );
  const first = new Map<string, Candidate>();
  for (const { one, key } of keyed) if (!first.has(key)) first.set(key, one);
  return [...first.values()];
}

/** Absolute paths; none where there is no such folder. */
async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
}
