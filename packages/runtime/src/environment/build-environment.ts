/** Builds one virtualenv in a folder of its own. Where it is kept, and when it may be used, is left to the provider. */
import { rm, writeFile } from 'node:fs/promises';
import { maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { findUv } from './find-uv.js';
import { type BuildOrder, listUvSteps, makeOldVirtualenv, makeVenv, pipInstall, pythonOf } from './installer.js';
import { type Program, type ProgramEnd, runProgram } from './run-program.js';

export interface BuildTools {
  readonly signal: AbortSignal;
  /** The interpreter of an environment that has virtualenv in it, for Pythons without venv. */
  getOldVirtualenv(): Promise<string>;
}

/** @throws TaskloomError ENVIRONMENT_BUILD_FAILED with the installer's own words, INSTALLER_NOT_FOUND */
export async function buildEnvironment(order: BuildOrder, tools: BuildTools): Promise<void> {
  const { requirements, constraints } = order.request;
  await writeLines(order.requirementsFile, requirements);
  await writeLines(order.constraintsFile, constraints);
  const run = (program: Program): Promise<void> => runStep(program, order, tools.signal);
  const uv = isOld(order) ? undefined : await findUv([order.interpreter.path]);
  if (uv !== undefined) for (const step of listUvSteps(uv, order)) await run(step);
  else await buildByPip(order, tools, run);
  // They may name URLs with credentials.
  await Promise.all([rm(order.requirementsFile), rm(order.constraintsFile)]);
  const check = { file: pythonOf(order.folder), args: ['-E', '-c', TELL_VERSION], timeoutMs: CHECK_TIMEOUT_MS };
  const { output } = await runProgram({ ...check, signal: tools.signal });
  tools.signal.throwIfAborted();
  if (output.at(-1) !== order.interpreter.version) throw describeBroken(order, output);
}

async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
}

const CHECK_TIMEOUT_MS = 60_000;
/** With everything that Python imports by itself: what cannot be imported shows now. */
const TELL_VERSION = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';

async function buildByPip(
  order: BuildOrder,
  tools: BuildTools,
  run: (program: Program) => Promise<void>,
): Promise<void> {
  const python = pythonOf(order.folder);
  if (isOld(order)) {
    await run(makeOldVirtualenv(await tools.getOldVirtualenv(), order));
    if (order.request.requirements.length > 0) await run(pipInstall(python, order));
    return;
  }
  if (order.request.requirements.length === 0) return makeBare(order, tools.signal, false);
  const sharesPip = await canInstallElsewhere(order.interpreter.path, tools.signal);
  await makeBare(order, tools.signal, !sharesPip);
  await run(pipInstall(sharesPip ? order.interpreter.path : python, order));
}

async function makeBare(order: BuildOrder, signal: AbortSignal, withPip: boolean): Promise<void> {
  const { exitCode, output } = await runProgram({ ...makeVenv(order, withPip), signal });
  signal.throwIfAborted();
  if (exitCode !== 0) throw describeNoInstaller(order, output);
}

/** `pip --python` came with pip 22.3; with it, no pip has to be put into each environment. */
async function canInstallElsewhere(python: string, signal: AbortSignal): Promise<boolean> {
  const ask = { file: python, args: ['-m', 'pip', '--version'], timeoutMs: CHECK_TIMEOUT_MS, signal };
  const { exitCode, output } = await runProgram(ask);
  signal.throwIfAborted();
  const [, major = '0', minor = '0'] = /^pip (\d+)\.(\d+)/.exec(output.at(-1) ?? '') ?? [];
  return exitCode === 0 && Number(major) * 100 + Number(minor) >= 2203;
}

/** venv came with 3.3; uv wants a Python that knows `-I`, 3.4. */
function isOld({ interpreter }: BuildOrder): boolean {
  return interpreter.version.startsWith('2.');
}

async function runStep(program: Program, order: BuildOrder, signal: AbortSignal): Promise<void> {
  const end = await runProgram({ ...program, signal });
  signal.throwIfAborted();
  if (end.exitCode !== 0) throw describeFailed(program, end, order);
}

/** What pip tells of its way. Its `--quiet` would also drop what a conflict is caused by. */
const PIP_PROGRESS = /^\s*(Looking in (indexes|links):|Collecting |Downloading |Using cached |Processing )/;

function describeFailed(
  { file, args }: Program,
  { output, exitCode }: ProgramEnd,
  { request, interpreter }: BuildOrder,
) {
  const told = output.filter((line) => !PIP_PROGRESS.test(line));
  const lines = told.map((line) => `  ${maskCredentials(line)}`).join('\n');
  const by = `${file} ${args.slice(0, args[0] === '-m' ? 2 : 1).join(' ')}`;
  const wanted = request.requirements.map(maskCredentials);
  const message =
    `The environment of the task "${request.taskId}" could not be built for Python ${interpreter.version}` +
    `${wanted.length === 0 ? '' : `: ${wanted.join(', ')}`}\n${lines}`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message.trimEnd(), {
    hint: `Correct what \`${by}\` complains of: the option \`requirements\`, \`python\` or the index.`,
    details: { taskId: request.taskId, requirements: wanted, exitCode, output: output.map(maskCredentials) },
  });
}

function describeBroken({ request, folder }: BuildOrder, output: readonly string[]) {
  const said = output.map((line) => `\n  ${maskCredentials(line)}`).join('');
  const message = `The environment of the task "${request.taskId}" was built, but ${pythonOf(folder)} does not start.${said}`;
  return runtimeError('ENVIRONMENT_BUILD_FAILED', message, {
    hint: 'See whether the option `python` names an interpreter that works.',
    details: { taskId: request.taskId },
  });
}

/** Nothing on this machine can make the virtualenv. */
function describeNoInstaller({ request, interpreter }: BuildOrder, output: readonly string[]) {
  const { version, path } = interpreter;
  const said = output.map((line) => `\n  ${maskCredentials(line)}`).join('');
  const message = `Neither uv nor the venv and pip of Python ${version} (${path}) can make an environment for the task "${request.taskId}".${said}`;
  return runtimeError('INSTALLER_NOT_FOUND', message, {
    hint: 'Install uv (`pip install uv`), or the packages of the system that bring venv and pip (`python3-venv`).',
    details: { taskId: request.taskId },
  });
}
