/** What a task has in its environment as a Dockerfile. */
import { basename, relative } from 'node:path';
import type { InterpreterIdentity } from '../environment/interpreters/interpreter.js';
import { isFreeThreaded } from '../environment/interpreters/python-version.js';
import { findLocalPath } from '../environment/resolution/local-content.js';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest } from '../ports.js';
import { formatRequirementsFile, listGuardedHosts } from './format-requirements.js';
import type { TaskEnvironment } from './task-environment.js';

/**
 * Packages go into the image's own Python. What requirements name by a path is copied.
 *
 * @param folder the one that the image is built in: paths start from there. Absolute
 * @throws TaskloomError USAGE for what cannot be put into an image
 */
export function formatDockerfile(environment: TaskEnvironment, request: EnvironmentRequest, folder: string): string {
  const { interpreter } = environment;
  const text = formatRequirementsFile(environment, request);
  const copies = listPaths(environment, request).map((path, index) => describeCopy(path, { index, folder, request }));
  const requirements = copies.reduce((lines, { path, target }) => lines.replaceAll(path, target), text);
  const hasBuilds = (environment.resolution?.direct.length ?? 0) > 0;
  const isGuarded = listGuardedHosts(request).length > 0;
  const install = [
    ...['pip', 'install', '--no-cache-dir', '--no-deps'],
    ...(hasBuilds ? [] : ['--require-hashes']),
    ...['--requirement', REQUIREMENTS],
  ];
  return [
    '# syntax=docker/dockerfile:1',
    ...(isGuarded ? ['# docker build --secret id=netrc,src=$HOME/.netrc .'] : []),
    ...(interpreter.platform.startsWith('linux')
      ? []
      : [`# Resolved on ${interpreter.platform}: Linux may need more.`]),
    `FROM ${nameImage(interpreter, hasBuilds, request)}`,
    ...copies.map(({ source, target }) => `COPY ${JSON.stringify([source, target])}`),
    `COPY <<'REQUIREMENTS' ${REQUIREMENTS}`,
    `${requirements}REQUIREMENTS`,
    `RUN ${isGuarded ? '--mount=type=secret,id=netrc,target=/root/.netrc ' : ''}${install.join(' ')}`,
    `# A task that runs in it: @task.externalPython({ python: '${locatePython(interpreter)}' })`,
    '',
  ].join('\n');
}

const PLACE = '/opt/taskloom';
const REQUIREMENTS = `${PLACE}/requirements.txt`;

/** The whole image has compilers and git, for what has to be built; the slim one has none. */
function nameImage(interpreter: InterpreterIdentity, hasBuilds: boolean, { taskId }: EnvironmentRequest): string {
  const { implementation, version, libc } = interpreter;
  if (isFreeThreaded(interpreter)) {
    throw runtimeError(
      'USAGE',
      `There is no image of a free-threaded Python ${version}, which the task "${taskId}" has.`,
      {
        hint: 'Export it with --format requirements, and install that into an image of yours.',
      },
    );
  }
  // Images of PyPy are named by the version of Python alone, as is PyPy here.
  if (implementation === 'PyPy') return `pypy:${version.replace(/\.\d+$/, '')}${hasBuilds ? '' : '-slim'}`;
  if (libc === 'musl') return `python:${version}-alpine`;
  return `python:${version}${hasBuilds ? '' : '-slim'}`;
}

function locatePython({ implementation }: InterpreterIdentity): string {
  return implementation === 'PyPy' ? '/usr/local/bin/pypy3' : '/usr/local/bin/python';
}

/** The longest first: one may begin as another one does. */
function listPaths({ resolution }: TaskEnvironment, { findLinks }: EnvironmentRequest): readonly string[] {
  const packages = resolution?.packages.flatMap(({ url = '' }) => findLocalPath(url) ?? []) ?? [];
  const direct = resolution?.direct.flatMap((line) => findLocalPath(line) ?? []) ?? [];
  const paths = [...packages, ...direct, ...findLinks.filter((place) => place.startsWith('/'))];
  return [...new Set(paths)].sort((a, b) => b.length - a.length);
}

interface CopyOrder {
  readonly index: number;
  readonly folder: string;
  readonly request: EnvironmentRequest;
}

function describeCopy(path: string, { index, folder, request }: CopyOrder) {
  const source = relative(folder, path);
  if (source.startsWith('..')) {
    throw runtimeError('USAGE', `The task "${request.taskId}" requires ${path}, which is not below ${folder}.`, {
      hint: 'An image can have in it what is below the folder that it is built in: run the command there.',
    });
  }
  return { path, source: source === '' ? '.' : `./${source}`, target: `${PLACE}/${index + 1}/${basename(path)}` };
}
