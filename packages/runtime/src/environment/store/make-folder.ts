/** Makes the folders in which environments are kept. */
import { mkdir } from 'node:fs/promises';
import { runtimeError } from '../../errors.js';

/** For its owner only, and those above it. @throws TaskloomError HOME_UNUSABLE */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw runtimeError('HOME_UNUSABLE', `The folder ${path} cannot be made: ${(cause as Error).message}`, {
      hint: 'Set `home`, or TASKLOOM_HOME, to a folder that can be written to.',
      cause,
    });
  }
}
