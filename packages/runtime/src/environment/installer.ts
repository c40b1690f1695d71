/** The commands that make a virtualenv and install into it, by uv where there is one, else by venv and pip. */
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest } from '../ports.js';
import type { Interpreter } from './interpreter.js';
import { findOnPath } from './interpreter-places.js';
import type { Program } from './run-program.js';

/** What is to be built where. */
export interface BuildOrder {
  readonly request: EnvironmentRequest;
  readonly interpreter: Interpreter;
  /** Where the virtualenv is made. */
  readonly folder: string;
  /** A file with one requirement a line. */
  readonly requirementsFile: string;
}

/** The interpreter of a virtualenv. */
export function pythonOf(folder: string): string {
  return join(folder, 'bin', 'python');
}

/** Undefined where there is none: then venv and pip do it. */
export async function findUv(): Promise<string | undefined> {
  const usual = [join(homedir(), '.local', 'bin', 'uv'), join(homedir(), '.cargo', 'bin', 'uv')];
  const onPath = await findOnPath('uv');
  if (onPath !== undefined) return onPath;
  for (const path of usual) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

/** Makes the virtualenv and installs into it, in this order. */
export function listUvSteps(
  uv: string,
  { request, interpreter, folder, requirementsFile }: BuildOrder,
): readonly Program[] {
  const { systemSitePackages, indexUrls, findLinks, installOptions } = request;
  const env = {
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
    ...describeIndexes(indexUrls, UV_NAMES),
  };
  const make = [
    'venv',
    '--no-project',
    '--python',
    interpreter.path,
    ...flag('--system-site-packages', systemSitePackages),
  ];
  const install = ['pip', 'install', '--python', pythonOf(folder), '--requirement', requirementsFile];
  return [
    { file: uv, args: [...make, folder], env },
    ...(request.requirements.length === 0
      ? []
      : [{ file: uv, args: [...install, ...listSources(indexUrls, findLinks), ...installOptions], env }]),
  ];
}

/** @param pip the interpreter whose pip installs: that of the virtualenv, or one that can install into others */
export function pipInstall(pip: string, { request, folder, requirementsFile }: BuildOrder): Program {
  const { indexUrls, findLinks, installOptions } = request;
  const python = pythonOf(folder);
  const target = pip === python ? [] : ['--python', python];
  const env = {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIP_PROGRESS_BAR: 'off',
    NO_COLOR: '1',
    ...describeIndexes(indexUrls, PIP_NAMES),
  };
  const install = [
    'install',
    '--requirement',
    requirementsFile,
    ...listSources(indexUrls, findLinks),
    ...installOptions,
  ];
  return { file: pip, args: ['-m', 'pip', ...target, ...install], env };
}

/** @param withPip puts a pip into the virtualenv, which takes seconds */
export function makeVenv({ request, interpreter, folder }: BuildOrder, withPip: boolean): Program {
  const { systemSitePackages } = request;
  const options = [...flag('--without-pip', !withPip), ...flag('--system-site-packages', systemSitePackages)];
  return { file: interpreter.path, args: ['-m', 'venv', ...options, folder] };
}

/** For Python 2.7, which has no venv. @param tool the interpreter of an environment that has virtualenv in it */
export function makeOldVirtualenv(tool: string, { request, interpreter, folder }: BuildOrder): Program {
  const options = [
    '--no-download',
    '--no-periodic-update',
    ...flag('--system-site-packages', request.systemSitePackages),
  ];
  return { file: tool, args: ['-m', 'virtualenv', ...options, '--python', interpreter.path, folder] };
}

const UV_NAMES = { first: 'UV_DEFAULT_INDEX', rest: 'UV_INDEX' };
const PIP_NAMES = { first: 'PIP_INDEX_URL', rest: 'PIP_EXTRA_INDEX_URL' };

/** By environment variables: a URL may hold credentials, and everybody on the machine can read a command line. */
function describeIndexes(urls: readonly string[] | undefined, names: typeof UV_NAMES): Record<string, string> {
  const [first, ...rest] = urls ?? [];
  if (first === undefined) return {};
  return { [names.first]: first, ...(rest.length === 0 ? {} : { [names.rest]: rest.join(' ') }) };
}

function listSources(indexUrls: readonly string[] | undefined, findLinks: readonly string[]): readonly string[] {
  return [...flag('--no-index', indexUrls?.length === 0), ...findLinks.flatMap((place) => ['--find-links', place])];
}

function flag(name: string, isSet: boolean): readonly string[] {
  return isSet ? [name] : [];
}

/** Nothing on this machine can make the virtualenv. */
export function describeNoInstaller({ request, interpreter }: BuildOrder, output: readonly string[]) {
  const { version, path } = interpreter;
  const said = output.length === 0 ? '' : `\n${output.map((line) => `  ${line}`).join('\n')}`;
  const message = `Neither uv nor the venv and pip of Python ${version} (${path}) can make an environment for the task "${request.taskId}".${said}`;
  return runtimeError('INSTALLER_NOT_FOUND', message, {
    hint: 'Install uv (`pip install uv`), or the packages of the system that bring venv and pip (`python3-venv`).',
    details: { taskId: request.taskId },
  });
}
