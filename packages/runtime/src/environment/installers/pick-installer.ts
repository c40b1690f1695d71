/** Picks what builds an environment: uv where it is found and knows the Python, else venv and pip. */
import type { Environment, EnvironmentRequest } from '../../ports.js';
import type { Interpreter } from '../interpreters/interpreter.js';
import type { InterpreterFinder } from '../interpreters/interpreter-finder.js';
import { findUv } from './find-uv.js';
import type { Installer, InstallerOrder } from './installer.js';
import { createPipInstaller } from './pip-installer.js';
import { provideSharedPip } from './shared-pip.js';
import { createUvInstaller } from './uv-installer.js';

export interface InstallerSettings {
  readonly interpreters: InterpreterFinder;
  /** Where a pip that environments share is unpacked. Absolute. */
  readonly toolsDir: string;
}

/** Gives the environment of a tool that others are made with. */
export type AcquireTool = (request: EnvironmentRequest) => Promise<Environment>;

export async function pickInstaller(
  { interpreters, toolsDir }: InstallerSettings,
  interpreter: Interpreter,
  acquireTool: AcquireTool,
): Promise<Installer> {
  // uv wants a Python that knows `-I`, 3.4.
  const uv = interpreter.version.startsWith('2.') ? undefined : await findUv([interpreter.path]);
  if (uv !== undefined) return createUvInstaller(uv);
  return createPipInstaller({
    getPip: async (one, signal) => provideSharedPip(one, await interpreters.list(), { toolsDir, signal }),
    getOldVirtualenv: (order) => getOldVirtualenv(order, interpreters, acquireTool),
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
  const { sourceFile: _, ...rest } = request;
  const tool: EnvironmentRequest = {
    ...rest,
    python: usable.at(-1)?.path ?? '3',
    requirements: [OLD_VIRTUALENV],
    constraints: [],
    systemSitePackages: false,
    installOptions: [],
  };
  return (await acquireTool(tool)).python;
}
