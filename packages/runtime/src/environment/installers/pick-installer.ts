/** Picks what builds an environment: uv where it is found and knows the Python, else venv and pip. */
import { runtimeError } from '../../errors.js';
import type { Environment, EnvironmentRequest } from '../../ports.js';
import type { Interpreter } from '../interpreters/interpreter.js';
import type { InterpreterFinder } from '../interpreters/interpreter-finder.js';
import { findUv } from './find-uv.js';
import type { Installer, InstallerOrder } from './installer.js';
import { createPipInstaller } from './pip-installer.js';
import { provideSharedPip } from './shared-pip.js';
import { createUvInstaller } from './uv-installer.js';

/** Gives the environment of a tool that others are made with. */
export type AcquireTool = (request: EnvironmentRequest) => Promise<Environment>;

export interface InstallerSettings {
  readonly interpreters: InterpreterFinder;
  /** Where a pip that environments share is unpacked. Absolute. */
  readonly toolsDir: string;
  readonly acquireTool: AcquireTool;
}

/** @throws TaskloomError INSTALLER_NOT_FOUND when the one that the task asks for is not there, or of no use */
export async function pickInstaller(
  { interpreters, toolsDir, acquireTool }: InstallerSettings,
  request: EnvironmentRequest,
  interpreter: Interpreter,
): Promise<Installer> {
  const uv = await findUsableUv(request, interpreter);
  if (uv !== undefined) return createUvInstaller(uv);
  return createPipInstaller({
    getPip: async (one, signal) => provideSharedPip(one, await interpreters.list(), { toolsDir, signal }),
    getOldVirtualenv: (order) => getOldVirtualenv(order, interpreters, acquireTool),
  });
}

async function findUsableUv(
  { installer, taskId }: EnvironmentRequest,
  { version, path }: Interpreter,
): Promise<string | undefined> {
  if (installer === 'pip') return undefined;
  // uv wants a Python that knows `-I`, 3.4.
  const isTooOld = version.startsWith('2.');
  const uv = isTooOld ? undefined : await findUv([path]);
  if (uv !== undefined || installer === 'auto') return uv;
  const why = isTooOld ? `it makes no environments for Python ${version}` : 'it was not found';
  throw runtimeError('INSTALLER_NOT_FOUND', `The task "${taskId}" asks for the installer uv, but ${why}.`, {
    hint: isTooOld
      ? "Leave the option `installer` out, or make it 'pip'."
      : 'Install uv (`pip install uv`), or name it: TASKLOOM_UV=/path/to/uv.',
    details: { taskId },
  });
}

/** The last virtualenv that makes environments for 2.7. */
const OLD_VIRTUALENV = 'virtualenv<20.22';

/** The oldest Python 3 that it runs on is the one that it is sure to run on. */
async function getOldVirtualenv(
  { request }: InstallerOrder,
  interpreters: InterpreterFinder,
  acquireTool: AcquireTool,
): Promise<string> {
  const usable = (await interpreters.list()).filter(({ version }) => /^3\.(?:[7-9]|1[0-2])\./.test(version));
  const { sourceFile: _, cachePath: __, ...rest } = request;
  const tool: EnvironmentRequest = {
    ...rest,
    python: usable.at(-1)?.path ?? '3',
    requirements: [OLD_VIRTUALENV],
    constraints: [],
    systemSitePackages: false,
    installOptions: [],
    installer: 'auto',
  };
  return (await acquireTool(tool)).python;
}
