/** Where interpreters are kept: on the PATH, and where version managers put them. */
import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const PYTHON_NAME = /^(?:python|pypy)(?:\d(?:\.\d+)?)?$/;
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/** Files with the names of interpreters, those on the PATH first. Some may be shims, or the same file again. */
export async function listInterpreterPaths(): Promise<readonly string[]> {
  const folders = [...new Set([...listPathFolders(), ...SYSTEM_FOLDERS])];
  const found = await Promise.all([...folders.map(listPythons), ...listManagedFolders().map(listInstalled)]);
  return [...new Set(found.flat())];
}

/** The first program with this name on the PATH. */
export async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of listPathFolders()) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return undefined;
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

function listPathFolders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** Folders that hold a folder for each interpreter. */
function listManagedFolders(): readonly string[] {
  const pyenv = process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv');
  const data = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return [join(pyenv, 'versions'), process.env['UV_PYTHON_INSTALL_DIR'] ?? join(data, 'uv', 'python')];
}

/** `python3.12` before `python`: the more a name says, the less has to be asked. */
async function listPythons(folder: string): Promise<readonly string[]> {
  const names = (await list(folder)).filter((name) => PYTHON_NAME.test(name));
  return names.sort((a, b) => b.length - a.length || (a < b ? 1 : -1)).map((name) => join(folder, name));
}

async function listInstalled(folder: string): Promise<readonly string[]> {
  return (await list(folder))
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name, 'bin', 'python'));
}

async function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
