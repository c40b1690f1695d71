/** Finds the interpreters of this machine, and the one that a task asks for. */
import { setMaxListeners } from 'node:events';
import { isAbsolute } from 'node:path';
import { runtimeError } from '../errors.js';
import { findInterpreterAt, type Interpreter } from './interpreter.js';
import { findOnPath, listInterpreterPaths } from './interpreter-places.js';

/**
 * Every CPython and PyPy on the PATH, under /usr, and from pyenv and uv, each once; newest versions first. Runs each
 * of them to ask what it is.
 */
export async function findInterpreters(): Promise<readonly Interpreter[]> {
  return new InterpreterFinder().list();
}

/** `3`, `3.12`, `3.12.1`, `pypy3.10`. */
const VERSION = /^(pypy)?(\d+(?:\.\d+){0,2})$/;

/** Of what asks for no path. @throws TaskloomError INTERPRETER_NOT_FOUND for what is no version */
export function checkVersion(wanted: string): void {
  if (isAbsolute(wanted) || VERSION.test(wanted)) return;
  const [number] = /\d+(?:\.\d+){0,2}/.exec(wanted) ?? ['3.12'];
  throw runtimeError('INTERPRETER_NOT_FOUND', `"${wanted}" is no version of Python.`, {
    hint: `Write it like '${number}', or give the absolute path of an interpreter.`,
    details: { python: wanted },
  });
}

/** Asks each interpreter that answers once. */
export class InterpreterFinder {
  readonly #known = new Map<string, Promise<Interpreter | undefined>>();
  readonly #closing = new AbortController();

  constructor() {
    // One for each interpreter that is being asked.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Ends interpreters that have not answered yet. */
  close(): void {
    this.#closing.abort();
  }

  async list(): Promise<readonly Interpreter[]> {
    const paths = await listInterpreterPaths();
    const found = await Promise.all(paths.map((path) => this.#ask(path)));
    const byPath = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.path, one] as const])));
    return [...byPath.values()].sort((a, b) => compareVersions(b.version, a.version));
  }

  /**
   * The one that fits: the `python3` of the PATH where it does, else the newest that does.
   *
   * @param wanted a version, complete or not, or an absolute path
   * @throws TaskloomError INTERPRETER_NOT_FOUND, naming what there is
   */
  async get(wanted: string): Promise<Interpreter> {
    if (isAbsolute(wanted)) return (await this.#ask(wanted)) ?? this.#refusePath(wanted);
    checkVersion(wanted);
    const [, pypy, version = ''] = VERSION.exec(wanted) ?? [];
    const fits = (one: Interpreter): boolean =>
      (one.implementation === 'PyPy') === (pypy !== undefined) && `${one.version}.`.startsWith(`${version}.`);
    const first = await this.#findFirst(version);
    if (first !== undefined && fits(first)) return first;
    const all = await this.list();
    const found = all.find(fits);
    if (found === undefined) throw describeMissing(wanted, all);
    return found;
  }

  async #findFirst(version: string): Promise<Interpreter | undefined> {
    const path = await findOnPath(version.startsWith('2') ? 'python2' : 'python3');
    return path === undefined ? undefined : this.#ask(path);
  }

  #refusePath(path: string): never {
    throw runtimeError('INTERPRETER_NOT_FOUND', `${path} is not a Python interpreter that can be run.`, {
      hint: 'Correct the option `python`: a version such as "3.12", or the path of an interpreter.',
      details: { python: path },
    });
  }

  #ask(path: string): Promise<Interpreter | undefined> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const asked = findInterpreterAt(path, this.#closing.signal).then((found) => {
      // It may be there, or answer in time, when it is asked again.
      if (found === undefined) this.#known.delete(path);
      return found;
    });
    this.#known.set(path, asked);
    return asked;
  }
}

function describeMissing(wanted: string, all: readonly Interpreter[]) {
  const found = all.map(({ implementation, version, path }) => `${implementation} ${version} (${path})`);
  return runtimeError('INTERPRETER_NOT_FOUND', `There is no Python ${wanted} on this machine.`, {
    hint: `Install it, or ask for one that is there: ${found.join(', ') || 'none was found'}.`,
    details: { python: wanted, found: all },
  });
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
