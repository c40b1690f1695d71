/**
 * The pip that all environments of one Python share: taken from the wheels that Pythons bring along for `ensurepip`, and
 * unpacked into a folder of its own. Putting a pip into each environment takes seconds, and Debian's `python3` has none
 * to put there.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runtimeError } from '../../errors.js';
import { describeFullDisk, findUnwritten } from '../full-disk.js';
import type { InterpreterIdentity } from '../interpreters/interpreter.js';
import { runProgram } from '../run-program.js';

export interface SharedPip {
  /** A folder that an interpreter can be told to run: `python FOLDER install`. */
  readonly path: string;
  /** `23.2` is 2302. */
  readonly version: number;
  /** Wheels that came with it, setuptools among them. Absent where there is none. */
  readonly wheels?: string;
}

export interface SharedPipPlaces {
  /** Absolute. */
  readonly toolsDir: string;
  /** Where the system keeps wheels. Default: where Debian does. */
  readonly systemBundles?: readonly string[];
  readonly signal: AbortSignal;
}

interface PipWheel {
  readonly path: string;
  readonly name: string;
  readonly version: number;
}

/**
 * The newest pip that runs on the interpreter, unpacked below `toolsDir`. Undefined when no Python of the machine brings
 * one along that does.
 *
 * @param others interpreters whose wheels will do as well
 */
export async function provideSharedPip(
  interpreter: InterpreterIdentity,
  others: readonly InterpreterIdentity[],
  { toolsDir, signal, systemBundles = SYSTEM_BUNDLES }: SharedPipPlaces,
): Promise<SharedPip | undefined> {
  const folders = [...[interpreter, ...others].map(locateBundle), ...systemBundles];
  const wheels = (await Promise.all([...new Set(folders)].map(listPipWheels))).flat();
  const fitting = wheels.filter(({ version }) => runsOn(version, interpreter));
  const newest = fitting.sort((a, b) => b.version - a.version)[0];
  if (newest === undefined) return undefined;
  const folder = join(toolsDir, newest.name);
  if (!(await isThere(folder))) await unpack(newest, { folder, python: interpreter.path, signal });
  const own = locateBundle(interpreter);
  const hasSetuptools = (await list(own)).some((name) => name.startsWith('setuptools-'));
  return { path: join(folder, 'pip'), version: newest.version, ...(hasSetuptools ? { wheels: own } : {}) };
}

/** Where Debian keeps the wheels that it has taken out of `ensurepip`. */
const SYSTEM_BUNDLES = ['/usr/share/python-wheels'];

function locateBundle({ path, implementation, version }: InterpreterIdentity): string {
  const [major, minor] = version.split('.');
  const name = implementation === 'PyPy' ? 'pypy' : 'python';
  return join(dirname(dirname(path)), 'lib', `${name}${major}.${minor}`, 'ensurepip', '_bundled');
}

async function listPipWheels(folder: string): Promise<readonly PipWheel[]> {
  return (await list(folder)).flatMap((file) => {
    const [, name = '', major, minor] = /^(pip-(\d+)\.(\d+)[^-]*)-.*\.whl$/.exec(file) ?? [];
    return name === '' ? [] : [{ path: join(folder, file), name, version: Number(major) * 100 + Number(minor) }];
  });
}

/** The first pip that needs each Python, as its `Requires-Python` has it. */
const NEEDS: readonly (readonly [pip: number, python: number])[] = [
  [2600, 310],
  [2501, 309],
  [2401, 308],
  [2200, 307],
  [2100, 306],
  [0, 207],
];

function runsOn(pip: number, { version }: InterpreterIdentity): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const python = major * 100 + minor;
  const [, least = 0] = NEEDS.find(([first]) => pip >= first) ?? [];
  // Python 3.12 took away modules that a pip from before it imports.
  return python >= least && (python < 312 || pip >= 2301);
}

/** Complete under another name before it gets its own. Who comes second throws away what it has made. */
async function unpack(
  { path }: PipWheel,
  { folder, python, signal }: { readonly folder: string; readonly python: string; readonly signal: AbortSignal },
): Promise<void> {
  const draft = `${folder}.${randomUUID()}`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    const { exitCode, output } = await runProgram({
      file: python,
      args: ['-E', '-S', '-c', UNPACK, path, draft],
      signal,
    });
    signal.throwIfAborted();
    if (exitCode !== 0) throw describeNotUnpacked({ path, folder }, output);
    await rename(draft, folder).catch(async (error: unknown) => {
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Without its metadata: it would count as installed wherever this pip installs. */
const UNPACK = `
import sys
sys.path = [folder for folder in sys.path if folder]
import zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith("pip/")])
`;

function describeNotUnpacked(
  { path, folder }: { readonly path: string; readonly folder: string },
  output: readonly string[],
): Error {
  if (findUnwritten(output, folder) !== undefined) return describeFullDisk(folder);
  return runtimeError(
    'HOME_UNUSABLE',
    `The pip in ${path} could not be unpacked into the home:\n${output.join('\n')}`,
    {
      hint: 'Set `home`, or TASKLOOM_HOME, to a folder that can be written to.',
    },
  );
}

async function isThere(folder: string): Promise<boolean> {
  return (await list(folder)).length > 0;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
