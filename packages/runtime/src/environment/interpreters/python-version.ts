/** What a task can ask for as `python`: a version, complete or not. */
import { isAbsolute } from 'node:path';
import { runtimeError } from '../../errors.js';
import type { InterpreterIdentity } from './interpreter.js';

/** `3`, `3.12`, `3.12.1`, `3.13t` (free-threaded), `pypy3.10`. */
const VERSION = /^(pypy)?(\d+(?:\.\d+){0,2})(t?)$/;

export interface WantedVersion {
  /** Whether this interpreter has the version. */
  fits(one: InterpreterIdentity): boolean;
  /** Names of programs that may have it, the likeliest first. */
  readonly names: readonly string[];
  /** As uv, pyenv, mise and asdf name it. */
  readonly text: string;
}

/** @throws TaskloomError INTERPRETER_NOT_FOUND for what is no version */
export function parseVersion(wanted: string): WantedVersion {
  const [, pypy = '', version = '', threads = ''] = VERSION.exec(wanted) ?? refuse(wanted);
  const base = pypy === '' ? 'python' : 'pypy';
  const [major = '', minor] = version.split('.');
  return {
    fits: (one) =>
      (one.implementation === 'PyPy') === (pypy !== '') &&
      isFreeThreaded(one) === (threads !== '') &&
      `${one.version}.`.startsWith(`${version}.`),
    names: [`${base}${major}`, ...(minor === undefined ? [] : [`${base}${major}.${minor}${threads}`]), base],
    text: wanted,
  };
}

/** Of what asks for no path. @throws TaskloomError INTERPRETER_NOT_FOUND for what is no version */
export function checkVersion(wanted: string): void {
  if (!isAbsolute(wanted)) parseVersion(wanted);
}

/** Without the global lock: other extension modules fit it. */
export function isFreeThreaded({ abi }: Pick<InterpreterIdentity, 'abi'>): boolean {
  return /^cpython-\d+\w*t/.test(abi);
}

function refuse(wanted: string): never {
  const [number] = /\d+(?:\.\d+){0,2}/.exec(wanted) ?? ['3.12'];
  throw runtimeError('INTERPRETER_NOT_FOUND', `"${wanted}" is no version of Python.`, {
    hint: `Write it like '${number}', or give the absolute path of an interpreter.`,
    details: { python: wanted },
  });
}
