/**
 * venv and pip: fetches what is required, resolves to what was fetched, and installs that. For Python 2.7, which has no
 * venv, virtualenv makes the environments.
 */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { EnvironmentRequest } from '../../ports.js';
import { describeFullDisk, findUnwritten } from '../full-disk.js';
import type { Interpreter } from '../interpreters/interpreter.js';
import { findLocalPath, withoutEditable } from '../resolution/local-content.js';
import { createResolution, normalizeName } from '../resolution/resolution.js';
import { restoreCredentials } from '../resolution/url-credentials.js';
import { type Program, runProgram } from '../run-program.js';
import { type DownloadedPackage, readDownloads } from './downloads.js';
import { describeNoForeign, describeNoInstaller } from './failures/describe-failure.js';
import { readPipLog } from './failures/pip-log.js';
import { listResolvingOptions } from './install-options.js';
import { installResolution, writeRequirements } from './install-resolution.js';
import { type BuildOrder, type Installer, type InstallerOrder, pythonOf, type ResolveOrder } from './installer.js';
import { downloadKept } from './kept-versions.js';
import { describeSources, flag, listSourceOptions } from './package-sources.js';
import { pinRevisions } from './pin-revisions.js';
import { checkInstalled, checkStarts, type InstallerRun, runInstaller } from './run-installer.js';
import type { SharedPip } from './shared-pip.js';

export interface PipTools {
  getPip(interpreter: Interpreter, signal: AbortSignal): Promise<SharedPip | undefined>;
  /** The interpreter of an environment that has virtualenv in it, for Pythons without venv. */
  getOldVirtualenv(order: InstallerOrder): Promise<string>;
}

export function createPipInstaller(tools: PipTools): Installer {
  return {
    name: 'pip',
    resolve: (order) => resolve(tools, order),
    build: (order) => build(tools, order),
  };
}

async function resolve(tools: PipTools, order: ResolveOrder) {
  const { request, interpreter, scratch, foreign } = order;
  if (foreign !== undefined) throw describeNoForeign(order);
  const downloads = join(scratch, 'downloads');
  const pip = await getPip(tools, order);
  const pinned = await pinRevisions(order);
  // Of an editable project pip would fetch a copy.
  const asked = { ...request, requirements: pinned.map(withoutEditable) };
  const { requirements, bounds } = await writeRequirements({ ...order, request: asked });
  const download = async (kept: readonly string[]): Promise<unknown> => {
    const args = [
      ...['download', '--dest', downloads, '--requirement', requirements, ...bounds, ...kept],
      ...listSourceOptions(request),
      ...listResolvingOptions(request.installOptions),
    ];
    return runInstaller(describePip(interpreter.path, [pip.path, ...args], order), order);
  };
  await downloadKept(order, async (kept) => {
    await rm(downloads, { recursive: true, force: true });
    await download(kept);
  });
  const direct = pinned
    .filter((line) => !isFetched(line))
    .map((line) => maskCredentials(restoreCredentials(line, pinned)));
  const fetched = await readDownloads(downloads);
  const packages = fetched.filter(({ file }) => !isCheckout(file, request));
  const located = packages.map((one) => locateFile(one, request));
  return { resolution: createResolution(located, direct), downloads };
}

/** Of a file that a requirement names by its URL or path: no index has it, and its name may not tell what it is. */
function locateFile<One extends DownloadedPackage>(one: One, { requirements }: EnvironmentRequest): One {
  const line = requirements.find((each) => fileOf(each) === one.file);
  const place = line === undefined ? undefined : findPlace(line);
  const [, given = one.name] = /^([\w.-]+)\s*(?:\[[^\]]*\]\s*)?@/.exec(line ?? '') ?? [];
  if (given === '') throw runtimeError('INTERNAL', `pip has fetched ${one.file}, whose name does not tell what it is.`);
  return { ...one, name: normalizeName(given), ...(place && { url: maskCredentials(place) }) };
}

function fileOf(requirement: string): string | undefined {
  const place = findPlace(requirement);
  return place === undefined ? undefined : decodeURIComponent(basename(place));
}

function findPlace(requirement: string): string | undefined {
  if (requirement.startsWith('/')) return findLocalPath(requirement);
  return /[a-z][a-z0-9+.-]*:\/\/[^\s;[#]+/i.exec(requirement)?.[0];
}

const REPOSITORY = /(?:^|@\s*)(?:git|hg|svn|bzr)\+/;

/** pip packs a revision of a repository into an archive that is another one each time. */
function isCheckout(file: string, { requirements }: EnvironmentRequest): boolean {
  return file.endsWith('.zip') && requirements.some((line) => REPOSITORY.test(line));
}

/** All but projects in folders and repositories. */
function isFetched(requirement: string): boolean {
  if (REPOSITORY.test(requirement)) return false;
  const path = findLocalPath(requirement);
  return path === undefined || /\.(?:whl|zip|tar\.\w+|tgz)$/i.test(path);
}

async function build(tools: PipTools, order: BuildOrder): Promise<void> {
  const { request, folder, downloads, interpreter } = order;
  const python = pythonOf(folder);
  const isOld = interpreter.version.startsWith('2.');
  const pip = isOld ? undefined : await getPip(tools, order);
  if (isOld) await runInstaller(makeOldVirtualenv(await tools.getOldVirtualenv(order), order), order);
  else await makeVenv(order);
  if (pip !== undefined) await provideSetuptools(pip, order);
  const caller = pip === undefined ? ['-m', 'pip'] : [pip.path];
  const places = downloads === undefined ? listSourceOptions(request) : await listDownloaded(downloads, order);
  await installResolution(order, (what) =>
    runInstaller(
      describePip(python, [...caller, 'install', ...what.options, ...places, ...request.installOptions], order),
      order,
    ),
  );
  await Promise.all([checkInstalled(describePip(python, [...caller, 'check'], order), order), checkStarts(order)]);
}

/** The index is asked again only where something has to be built, which may need more than what was fetched. */
async function listDownloaded(downloads: string, { request }: BuildOrder): Promise<readonly string[]> {
  const files = await readDownloads(downloads);
  const isComplete = files.every(({ file }) => file.endsWith('.whl')) && request.requirements.every(isFetched);
  return ['--find-links', downloads, ...(isComplete ? ['--no-index'] : listSourceOptions(request))];
}

async function getPip(tools: PipTools, order: InstallerOrder): Promise<SharedPip> {
  const pip = await tools.getPip(order.interpreter, order.signal);
  if (pip === undefined) throw describeNoInstaller(order, []);
  return pip;
}

async function makeVenv(order: BuildOrder): Promise<void> {
  const { request, interpreter, folder, signal } = order;
  const options = flag('--system-site-packages', request.systemSitePackages);
  const args = ['-I', '-m', 'venv', '--without-pip', ...options, folder];
  const { exitCode, output } = await runProgram({ file: interpreter.path, args, signal });
  signal.throwIfAborted();
  if (exitCode === 0) return;
  const unwritten = findUnwritten(output, folder);
  throw unwritten === undefined ? describeNoInstaller(order, output) : describeFullDisk(unwritten);
}

/** A pip from before 22.1 builds what has no wheel with the setuptools of the environment alone. */
async function provideSetuptools({ path, version, wheels }: SharedPip, order: BuildOrder): Promise<void> {
  if (version >= 2201 || wheels === undefined) return;
  const args = [path, 'install', '--no-index', '--find-links', wheels, 'setuptools'];
  await runInstaller(describePip(pythonOf(order.folder), args, order), order);
}

/** @param tool the interpreter of an environment that has virtualenv in it */
function makeOldVirtualenv(tool: string, { request, interpreter, folder }: BuildOrder): Program {
  const options = [
    '--no-download',
    '--no-periodic-update',
    ...flag('--system-site-packages', request.systemSitePackages),
  ];
  return { file: tool, args: ['-I', '-m', 'virtualenv', ...options, '--python', interpreter.path, folder] };
}

function describePip(python: string, args: readonly string[], { request, scratch }: InstallerOrder): InstallerRun {
  const log = join(scratch, 'pip.log');
  const env = {
    PIP_LOG: log,
    PYTHONUNBUFFERED: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIP_PROGRESS_BAR: 'off',
    // It is told where to install, and what it fetches goes into no environment.
    PIP_REQUIRE_VIRTUALENV: '0',
    PIP_USER: '0',
    PIP_TARGET: '',
    PIP_PREFIX: '',
    PIP_ROOT: '',
    NO_COLOR: '1',
    ...describeSources(request, 'pip'),
  };
  // With `-m`, Python 2.7 imports what lies in the working directory.
  const cwd = args[0] === '-m' ? { cwd: scratch } : {};
  return { file: python, args, env, ...cwd, tellMore: () => readPipLog(log) };
}
