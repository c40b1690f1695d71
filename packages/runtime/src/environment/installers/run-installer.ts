/** Runs the programs of an installer, and checks what they have made. */
import { writeFile } from 'node:fs/promises';
import { type Program, type ProgramEnd, runProgram } from '../run-program.js';
import { findAbsent, findMissing, findSitePackages, listTopLevel } from '../store/installed-files.js';
import { describeBroken, describeFailed, describeIncomplete } from './failures/describe-failure.js';
import { describeGitAccess } from './git-access.js';
import type { BuildOrder, InstallerOrder } from './installer.js';
import { pythonOf } from './installer.js';
import { followLines } from './installer-steps.js';

export interface InstallerRun extends Program {
  /** Finds out more of a failure than what was printed. */
  tellMore?(output: readonly string[]): Promise<readonly string[]>;
}

/** @throws TaskloomError ENVIRONMENT_BUILD_FAILED with the program's own words, HOME_UNUSABLE; the signal's reason */
export async function runInstaller(program: InstallerRun, order: InstallerOrder | BuildOrder): Promise<ProgramEnd> {
  const end = await carryOut(program, order);
  if (end.exitCode === 0) return end;
  const more = await program.tellMore?.(end.output);
  order.signal.throwIfAborted();
  throw describeFailed({ ...end, program, more: more ?? [] }, order);
}

/**
 * Whether it did what it was to do. A failure after it had begun to install is final: who comes next would take what is
 * half there for whole.
 *
 * @throws TaskloomError as `runInstaller` does; the signal's reason
 */
export async function tryInstaller(program: Program, order: BuildOrder): Promise<boolean> {
  const before = await countInstalled(order);
  const end = await carryOut(program, order);
  if (end.exitCode === 0) return true;
  if ((await countInstalled(order)) === before) return false;
  throw describeFailed({ ...end, program, more: [] }, order);
}

async function countInstalled({ folder }: BuildOrder): Promise<number> {
  const sitePackages = await findSitePackages(folder);
  return sitePackages === undefined ? 0 : (await listTopLevel(sitePackages)).length;
}

async function carryOut(program: Program, order: InstallerOrder | BuildOrder): Promise<ProgramEnd> {
  const { signal, onStep = () => undefined } = order;
  const onLine = followLines(onStep, 'resolution' in order ? order.resolution?.packages.length : undefined);
  const env = { ...program.env, ...(await describeGitAccess(order)) };
  const end = await runProgram({ onLine, ...program, env, signal });
  signal.throwIfAborted();
  return end;
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
  const missing = sitePackages === undefined ? [] : await findMissing(sitePackages);
  if (missing.length > 0) throw describeIncomplete(order, [`Not there: ${missing.slice(0, SHOWN_FILES).join(', ')}`]);
  // What was resolved just now goes together, but for what no index knows.
  if ((order.isFresh && resolution.direct.length === 0) || resolution.packages.length === 0) return;
  const { exitCode, output } = await runProgram({ ...program, signal });
  signal.throwIfAborted();
  if (exitCode !== 0) throw describeIncomplete(order, output);
}

const SHOWN_FILES = 10;
const CHECK_TIMEOUT_MS = 60_000;
const TELL_VERSION = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
