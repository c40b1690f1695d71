/** Runs the programs of an installer, and tells what they said when they fail. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { type Program, type ProgramEnd, runProgram } from '../run-program.js';
import { findAbsent, findSitePackages, listTopLevel } from '../store/installed-files.js';
import { describeGitAccess } from './git-access.js';
import type { BuildOrder, InstallerOrder } from './installer.js';
import { pythonOf } from './installer.js';

/** @throws TaskloomError ENVIRONMENT_BUILD_FAILED with the program's own words; the signal's reason */
export async function runInstaller(program: Program, order: InstallerOrder): Promise<ProgramEnd> {
  const env = { ...program.env, ...(await describeGitAccess(order)) };
  const end = await runProgram({ ...program, env, signal: order.signal });
  order.signal.throwIfAborted();
  if (end.exitCode !== 0) throw describeFailed(program, end, order);
  return end;
}

/** Whether it did what it was to do. What it said is of no interest. @throws the signal's reason */
export async function succeeds(program: Program, { signal }: InstallerOrder): Promise<boolean> {
  const { exitCode } = await runProgram({ ...program, signal });
  signal.throwIfAborted();
  return exitCode === 0;
}

/** For its owner only: a line may have a URL with credentials. */
export async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
}

/** That the virtualenv's interpreter starts, with everything that Python imports by itself. */
export async function checkStarts(order: BuildOrder): Promise<void> {
  const ask = { file: pythonOf(order.folder), args: ['-E', '-c', TELL_VERSION], timeoutMs: CHECK_TIMEOUT_MS };
  const { output } = await runProgram({ ...ask, signal: order.signal });
  order.signal.throwIfAborted();
  if (output.at(-1) !== order.interpreter.version) throw describeBroken(order, output);
}

/**
 * That what was resolved is there, and that nothing that is installed lacks what it needs.
 *
 * @param program tells on its last lines what is amiss, and exits with another code than 0
 */
export async function checkInstalled(program: Program, order: BuildOrder): Promise<void> {
  const { folder, resolution, request, signal } = order;
  // Beside what the interpreter has, what is amiss may not be of this environment's making.
  if (resolution === undefined || request.installOptions.includes('--no-deps')) return;
  const sitePackages = await findSitePackages(folder);
  const absent = findAbsent(sitePackages === undefined ? [] : await listTopLevel(sitePackages), resolution);
  if (absent.length > 0) throw describeIncomplete(order, [`Not installed: ${absent.join(', ')}`]);
  // What was resolved just now goes together, but for what no index knows.
  if ((order.isFresh && resolution.direct.length === 0) || resolution.packages.length === 0) return;
  const { exitCode, output } = await runProgram({ ...program, signal });
  signal.throwIfAborted();
  if (exitCode !== 0) throw describeIncomplete(order, output);
}

/** Nothing on this machine can make the virtualenv. */
export function describeNoInstaller({ request, interpreter }: InstallerOrder, output: readonly string[]) {
  const { version, path } = interpreter;
  const message = `Neither uv nor the venv and pip of Python ${version} (${path}) can make an environment for the task "${request.taskId}".`;
  return runtimeError('INSTALLER_NOT_FOUND', message + quote(output), {
    hint: 'Install uv (`pip install uv`), or the packages of the system that bring venv and pip (`python3-venv`).',
    details: { taskId: request.taskId },
  });
}

/** pip resolves for the Python that runs it. */
export function describeNoForeign({ request }: InstallerOrder) {
  const message = `Only uv can resolve the requirements of the task "${request.taskId}" for another Python or system, and it was not found.`;
  return runtimeError('INSTALLER_NOT_FOUND', message, {
    hint: 'Install uv (`pip install uv`), or name it: TASKLOOM_UV=/path/to/uv.',
    details: { taskId: request.taskId },
  });
}

const CHECK_TIMEOUT_MS = 60_000;
const TELL_VERSION = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';

/** What pip tells of its way. Its `--quiet` would also drop what a conflict is caused by. */
const PIP_PROGRESS =
  /^\s*(Looking in (indexes|links):|Collecting |Downloading |Using cached |Processing |Saved |Successfully )/;

function describeFailed({ file, args }: Program, { output, exitCode }: ProgramEnd, order: InstallerOrder) {
  const { request, interpreter } = order;
  const told = output.filter((line) => !PIP_PROGRESS.test(line));
  const wanted = request.requirements.map(maskCredentials);
  const message =
    `The environment of the task "${request.taskId}" could not be built for Python ${interpreter.version}` +
    `${wanted.length === 0 ? '' : `: ${wanted.join(', ')}`}${quote(told)}`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message.trimEnd(), {
    hint: findHint(nameProgram(file, args), told),
    details: { taskId: request.taskId, requirements: wanted, exitCode, output: output.map(maskCredentials) },
  });
}

function findHint(program: string, told: readonly string[]): string {
  if (told.some((line) => /hash mismatch|do not match the hashes/i.test(line)))
    return 'The index serves another file than the one that was resolved. Find out why, or resolve anew: `taskloom env lock FILE --upgrade`.';
  return `Correct what \`${program}\` complains of: the option \`requirements\`, \`python\` or the index.`;
}

/** `uv pip install`, `pip install`, `python -m venv` */
function nameProgram(file: string, args: readonly string[]): string {
  const [first = '', second = '', third = ''] = args.filter((arg) => arg !== '-I');
  if (basename(first) === 'pip' && first !== 'pip') return `pip ${second}`;
  if (first === '-m') return second === 'pip' ? `pip ${third}` : `python -m ${second}`;
  return first === 'pip' ? `${basename(file)} pip ${second}` : `${basename(file)} ${first}`;
}

function describeBroken({ request, folder }: BuildOrder, output: readonly string[]) {
  const message = `The environment of the task "${request.taskId}" was built, but ${pythonOf(folder)} does not start.`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message + quote(output), {
    hint: 'See whether the option `python` names an interpreter that works.',
    details: { taskId: request.taskId },
  });
}

function describeIncomplete({ request }: BuildOrder, output: readonly string[]) {
  const message = `The environment of the task "${request.taskId}" was built, but is not complete.`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message + quote(output), {
    hint: 'Require what is missing, or versions that go together.',
    details: { taskId: request.taskId, output: output.map(maskCredentials) },
  });
}

function quote(output: readonly string[]): string {
  return output.map((line) => `\n  ${maskCredentials(line)}`).join('');
}
