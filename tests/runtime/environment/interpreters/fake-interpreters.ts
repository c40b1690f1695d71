/** A machine made of folders, with programs that answer as interpreters do and note down that they were started. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  InterpreterFinder,
  type PythonDownloads,
} from '../../../../packages/runtime/src/environment/interpreters/interpreter-finder.js';
import type { SearchScope } from '../../../../packages/runtime/src/environment/interpreters/search-scope.js';

export interface FakeMachine {
  readonly folder: string;
  readonly cacheFile: string;
  /** Laid over an environment with an empty PATH. */
  readonly env: Record<string, string>;
  /** The path, below the machine's folder, of a program that answers with this version. */
  addInterpreter(path: string, version: string, answers?: Partial<Answers>): string;
  /** A program of any text. */
  addProgram(path: string, text: string): string;
  write(path: string, text: string): void;
  /** A process of its own, as far as the cache is concerned. */
  createFinder(pythonDownloads?: PythonDownloads): InterpreterFinder;
  /** Paths below the machine's folder that were started since the last call, in order of their names. */
  takeStarted(): readonly string[];
}

interface Answers {
  readonly implementation: string;
  readonly abi: string;
}

export function createMachine(): FakeMachine {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'started');
  const env: Record<string, string> = {};
  const scope = (): SearchScope => ({
    env: { PATH: '', ...env },
    homeFolder: join(folder, 'home'),
    cwd: join(folder, 'home/work'),
    systemFolders: [join(folder, 'usr/bin')],
  });
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  const addProgram = (path: string, text: string): string => {
    const file = write(path, `#!/bin/sh\necho '${path}' >> '${log}'\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  return {
    folder,
    cacheFile: join(folder, 'home/interpreters.json'),
    env,
    addProgram,
    write,
    addInterpreter: (path, version, { implementation = 'CPython', abi = findAbi(version) } = {}) =>
      addProgram(
        path,
        `printf '%s\\n' '${join(folder, path)}' ${implementation} ${version} ${abi} linux-x86_64 'libc glibc 2.36' /site-packages`,
      ),
    createFinder: (pythonDownloads = 'never') =>
      new InterpreterFinder({ cacheFile: join(folder, 'home/interpreters.json'), findScope: scope, pythonDownloads }),
    takeStarted: () => {
      const lines = readText(log).split('\n').slice(0, -1);
      rmSync(log, { force: true });
      return lines.sort();
    },
  };
}

function findAbi(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return `cpython-${major}${minor}-x86_64-linux-gnu`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
