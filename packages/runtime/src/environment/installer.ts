/** The commands that make a virtualenv and install into it, by uv where there is one, else by venv and pip. */
import { join } from 'node:path';
import type { EnvironmentRequest } from '../ports.js';
import type { Interpreter } from './interpreters/interpreter.js';
import type { Program } from './run-program.js';

/** What is to be built where. */
export interface BuildOrder {
  readonly request: EnvironmentRequest;
  readonly interpreter: Interpreter;
  /** Where the virtualenv is made. */
  readonly folder: string;
  /** A file with one requirement a line. */
  readonly requirementsFile: string;
  /** A file with one constraint a line. */
  readonly constraintsFile: string;
}

/** The interpreter of a virtualenv. */
export function pythonOf(folder: string): string {
  return join(folder, 'bin', 'python');
}

/** Makes the virtualenv and installs into it, in this order. */
export function listUvSteps(uv: string, order: BuildOrder): readonly Program[] {
  const { request, interpreter, folder } = order;
  const { systemSitePackages, installOptions } = request;
  const env = {
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
    ...describePlaces(request, UV_NAMES),
  };
  const make = [
    'venv',
    '--no-project',
    '--python',
    interpreter.path,
    ...flag('--system-site-packages', systemSitePackages),
  ];
  const install = ['pip', 'install', '--python', pythonOf(folder), ...listFiles(order)];
  return [
    { file: uv, args: [...make, folder], env },
    ...(request.requirements.length === 0
      ? []
      : [{ file: uv, args: [...install, ...listSources(request), ...installOptions], env }]),
  ];
}

/** @param pip the interpreter whose pip installs: that of the virtualenv, or one that can install into others */
export function pipInstall(pip: string, order: BuildOrder): Program {
  const { request, folder } = order;
  const { installOptions } = request;
  const python = pythonOf(folder);
  const target = pip === python ? [] : ['--python', python];
  const env = {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIP_PROGRESS_BAR: 'off',
    NO_COLOR: '1',
    ...describePlaces(request, PIP_NAMES),
  };
  const install = ['install', ...listFiles(order), ...listSources(request), ...installOptions];
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

function listFiles({ request, requirementsFile, constraintsFile }: BuildOrder): readonly string[] {
  const bounds = request.constraints.length === 0 ? [] : ['--constraint', constraintsFile];
  return ['--requirement', requirementsFile, ...bounds];
}

const UV_NAMES = { first: 'UV_DEFAULT_INDEX', rest: 'UV_INDEX', links: 'UV_FIND_LINKS', separator: ',' };
const PIP_NAMES = { first: 'PIP_INDEX_URL', rest: 'PIP_EXTRA_INDEX_URL', links: 'PIP_FIND_LINKS', separator: ' ' };

/** By environment variables: a URL may hold credentials, and everybody on the machine can read a command line. */
function describePlaces({ indexUrls, findLinks }: EnvironmentRequest, names: typeof UV_NAMES): Record<string, string> {
  const [first, ...rest] = indexUrls ?? [];
  const links = findLinks.filter(isUrl);
  return {
    ...(first === undefined ? {} : { [names.first]: first }),
    ...(rest.length === 0 ? {} : { [names.rest]: rest.join(' ') }),
    ...(links.length === 0 ? {} : { [names.links]: links.join(names.separator) }),
  };
}

/** Folders, whose names may hold what separates the entries of a variable. */
function listSources({ indexUrls, findLinks }: EnvironmentRequest): readonly string[] {
  const folders = findLinks.filter((place) => !isUrl(place));
  return [...flag('--no-index', indexUrls?.length === 0), ...folders.flatMap((place) => ['--find-links', place])];
}

function isUrl(place: string): boolean {
  return place.includes('://');
}

function flag(name: string, isSet: boolean): readonly string[] {
  return isSet ? [name] : [];
}
