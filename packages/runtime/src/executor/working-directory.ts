/** The folder in which a task's process runs. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runtimeError } from '../errors.js';

/**
 * The absolute path of the task's `cwd`, which is relative to the working directory of Node, or of `fallback`. Looked
 * at first because the system reports a missing folder as if the program were missing.
 *
 * @throws TaskloomError CWD_INVALID when there is no such folder
 */
export async function findWorkingDirectory(cwd: string | undefined, fallback: string): Promise<string> {
  if (cwd === undefined) return fallback;
  const path = resolve(cwd);
  const found = await stat(path).catch((cause: Error) => cause);
  if (!(found instanceof Error) && found.isDirectory()) return path;
  const [fault, cause] = found instanceof Error ? ['does not exist', found] : ['is not a folder', undefined];
  throw runtimeError('CWD_INVALID', `The working directory ${path} of the task ${fault}.`, {
    hint: 'Make the folder, or correct the option `cwd`.',
    details: { cwd, path },
    cause,
  });
}
