/** What becomes of an installer that failed: an error with its own words, and what to do about them. */
import { basename, join } from 'node:path';
import { maskCredentials, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../../errors.js';
import { describeFullDisk, findUnwritten } from '../../full-disk.js';
import { nameInterpreter } from '../../interpreters/interpreter.js';
import type { Program, ProgramEnd } from '../../run-program.js';
import { type BuildOrder, type InstallerOrder, pythonOf } from '../installer.js';
import { diagnoseFailure } from './diagnose-failure.js';
import { listTold } from './told-by-installer.js';

export interface FailedProgram extends ProgramEnd {
  readonly program: Program;
  /** What else is known of it. */
  readonly more: readonly string[];
}

/** ENVIRONMENT_BUILD_FAILED; HOME_UNUSABLE where there was no room. */
export function describeFailed(failed: FailedProgram, order: InstallerOrder): TaskloomError {
  const { request, interpreter } = order;
  const { program, exitCode, output, more } = failed;
  const printed = listTold(output).filter((line) => !isKnownBetter(line, more));
  const told = [...printed, ...more].map((line) => nameRequirement(line, order));
  const unwritten = findUnwritten(told, order.scratch);
  if (unwritten !== undefined) return describeFullDisk(unwritten);
  const { kind, hint } = diagnoseFailure({ told, output, python: nameInterpreter(interpreter) });
  const wanted = request.requirements.map(maskCredentials);
  const message =
    `The environment of the task "${request.taskId}" could not be built for Python ${interpreter.version}` +
    `${wanted.length === 0 ? '' : `: ${wanted.join(', ')}`}${quote(told)}`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message.trimEnd(), {
    hint:
      hint ??
      `Correct what \`${nameProgram(program)}\` complains of: the option \`requirements\`, \`python\` or the index.`,
    details: { taskId: request.taskId, kind, requirements: wanted, exitCode, output: output.map(maskCredentials) },
  });
}

/** pip says of an index that it could not read that it has no such package. */
function isKnownBetter(line: string, more: readonly string[]): boolean {
  const isUnread = more.some((one) => /^https?:\/\//.test(one));
  return (
    isUnread && /^ERROR: (?:Could not find a version .*\(from versions: none\)|No matching distribution )/.test(line)
  );
}

/** pip has read what is required from files that nobody else knows, and names their lines. */
function nameRequirement(line: string, { request, scratch }: InstallerOrder): string {
  return line
    .replaceAll(/-r (\S+) \(line (\d+)\)/g, (whole, file, number) =>
      file === join(scratch, 'requirements.in') ? (request.requirements[Number(number) - 1] ?? whole) : whole,
    )
    .replace(/ \(from -r (\S+) \(line \d+\)\)/, (whole, file) => (file === join(scratch, 'install.txt') ? '' : whole));
}

/** `uv pip install`, `pip install`, `python -m venv` */
function nameProgram({ file, args }: Program): string {
  const [first = '', second = '', third = ''] = args.filter((arg) => arg !== '-I');
  if (basename(first) === 'pip' && first !== 'pip') return `pip ${second}`;
  if (first === '-m') return second === 'pip' ? `pip ${third}` : `python -m ${second}`;
  return first === 'pip' ? `${basename(file)} pip ${second}` : `${basename(file)} ${first}`;
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

export function describeBroken({ request, folder }: BuildOrder, output: readonly string[]) {
  const message = `The environment of the task "${request.taskId}" was built, but ${pythonOf(folder)} does not start.`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message + quote(output), {
    hint: 'See whether the option `python` names an interpreter that works.',
    details: { taskId: request.taskId },
  });
}

export function describeIncomplete({ request }: BuildOrder, output: readonly string[]) {
  const message = `The environment of the task "${request.taskId}" was built, but is not complete.`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message + quote(output), {
    hint: 'Require what is missing, or versions that go together.',
    details: { taskId: request.taskId, output: output.map(maskCredentials) },
  });
}

function quote(output: readonly string[]): string {
  return output.map((line) => (line.trim() === '' ? '\n' : `\n  ${maskCredentials(line)}`)).join('');
}
