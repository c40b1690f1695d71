/** What makes virtualenvs and fills them: uv, or pip. Which of them is left to who picks one. */
import { join } from 'node:path';
import type { EnvironmentRequest } from '../../ports.js';
import type { Interpreter } from '../interpreters/interpreter.js';
import type { Resolution } from '../resolution/resolution.js';

/** What is asked for, by whom, and where there is room for it. */
export interface InstallerOrder {
  readonly request: EnvironmentRequest;
  readonly interpreter: Interpreter;
  /** A folder of this order alone, removed with all that is in it when it has been carried out. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Called with what is being done: `resolving`, `downloading 2 of 12`. */
  onStep?(step: string): void;
}

export interface ResolveOrder extends InstallerOrder {
  /** Versions to keep to; `upgrade` names packages of which they are not kept. */
  readonly known?: Resolution;
  readonly upgrade?: readonly string[];
  /** Another Python or system than the interpreter's. */
  readonly foreign?: { readonly pythonVersion: string; readonly uvPlatform?: string };
}

export interface BuildOrder extends InstallerOrder {
  /** Where the virtualenv is made. */
  readonly folder: string;
  /** Absent: the requirements are installed as they are, beside what the interpreter has. */
  readonly resolution?: Resolution;
  /** Whether an installer has just resolved it; one that was written down may have been changed. */
  readonly isFresh: boolean;
  /** Where the files of the resolution are already. */
  readonly downloads?: string;
}

/** Every method throws TaskloomError ENVIRONMENT_BUILD_FAILED with the installer's own words. */
export interface Installer {
  readonly name: 'uv' | 'pip';
  /**
   * The resolution, and the folder where its files are when they had to be fetched for it.
   *
   * @throws TaskloomError INSTALLER_NOT_FOUND when it cannot resolve for another system
   */
  resolve(order: ResolveOrder): Promise<{ readonly resolution: Resolution; readonly downloads?: string }>;
  /** @throws TaskloomError INSTALLER_NOT_FOUND when it cannot make a virtualenv for this interpreter */
  build(order: BuildOrder): Promise<void>;
}

/** The interpreter of a virtualenv. */
export function pythonOf(folder: string): string {
  return join(folder, 'bin', 'python');
}
