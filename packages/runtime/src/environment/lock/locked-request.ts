/** A request as a lock file has it: the same on every machine. */
import { relative, resolve } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { EnvironmentRequest } from '../../ports.js';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';
import { isFreeThreaded } from '../interpreters/python-version.js';
import { isEditable, withoutEditable } from '../resolution/local-content.js';
import { compare } from '../resolution/resolution.js';

/** What is asked for, a line each, sorted, without credentials; paths relative to `folder`, that of the lock file. */
export function describeLockedRequest(request: EnvironmentRequest, folder: string): readonly string[] {
  const { requirements, constraints, indexUrls, findLinks, installOptions } = request;
  const index = indexUrls?.length === 0 ? ['no-index'] : (indexUrls ?? []).map((url) => `index ${url}`);
  return [
    ...requirements.map((line) => `require ${relocate(line, folder)}`).sort(compare),
    ...constraints.map((line) => `constraint ${relocate(line, folder)}`).sort(compare),
    // The order of indexes and options matters.
    ...index,
    ...findLinks.map((place) => `find-links ${relocate(place, folder)}`),
    ...installOptions.map((option) => `option ${option}`),
  ].map(maskCredentials);
}

/** `cpython 3.12 linux-x86_64`: what a resolution holds for, whatever the machine. Free-threaded it is `3.13t`. */
export function describeTarget(interpreter: InterpreterIdentity): string {
  const { implementation, version, platform, libc } = interpreter;
  const [major, minor] = version.split('.');
  const threads = isFreeThreaded(interpreter) ? 't' : '';
  // The version of macOS that a Python was built on decides nothing here; a universal one runs as what the machine is.
  const system = platform.replace(/^macosx-[\d.]+-/, 'macos-').replace(/universal2?$/, MACHINE);
  return `${implementation.toLowerCase()} ${major}.${minor}${threads} ${system}${libc === 'musl' ? '-musl' : ''}`;
}

const MACHINE = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** An absolute path as one from the lock file's folder on; everything else as it is. */
export function relocate(line: string, folder: string): string {
  if (isEditable(line)) return `-e ${relocate(withoutEditable(line), folder)}`;
  if (!line.startsWith('/')) return line;
  const path = relative(folder, line);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The other way round. */
export function locateIn(line: string, folder: string): string {
  if (isEditable(line)) return `-e ${locateIn(withoutEditable(line), folder)}`;
  return /^\.{1,2}\//.test(line) ? resolve(folder, line) : line;
}
