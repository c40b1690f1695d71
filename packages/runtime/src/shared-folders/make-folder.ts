/** Makes folders that several processes share. */
import { mkdir } from 'node:fs/promises';
import { runtimeError } from '../errors.js';

/** A link that leads nowhere would be tried for ever. */
const MAX_TRIES = 20;

/** For its owner only, and those above it. @throws TaskloomError HOME_UNUSABLE */
export async function makeFolder(path: string, triesLeft = MAX_TRIES): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    // It was there, and was removed while that was looked at.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' && triesLeft > 0) return makeFolder(path, triesLeft - 1);
    throw runtimeError('HOME_UNUSABLE', `The folder ${path} cannot be made: ${(cause as Error).message}`, {
      hint: 'Set `home`, or TASKLOOM_HOME, to a folder that can be written to.',
      cause,
    });
  }
}
