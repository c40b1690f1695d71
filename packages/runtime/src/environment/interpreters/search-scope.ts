/** What decides where interpreters are looked for. Tests give one of their own. */
import { homedir } from 'node:os';
import { delimiter, resolve } from 'node:path';

export interface SearchScope {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly homeFolder: string;
  /** Absolute. Version managers read files in it and above. */
  readonly cwd: string;
  /** Folders of the operating system, also where the PATH leaves them out. */
  readonly systemFolders: readonly string[];
}

/** Of this process, as it is now. */
export function findSearchScope(): SearchScope {
  return { env: process.env, homeFolder: homedir(), cwd: process.cwd(), systemFolders: SYSTEM_FOLDERS };
}

const SYSTEM_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

export function listPathFolders({ env }: SearchScope): readonly string[] {
  return (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** Absolute path of the interpreter that TASKLOOM_PYTHON names; undefined when it names none, or a version. */
export function findNamedInterpreter({ env, cwd }: SearchScope): string | undefined {
  const named = env['TASKLOOM_PYTHON'] ?? '';
  return named.includes('/') ? resolve(cwd, named) : undefined;
}
