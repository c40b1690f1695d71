/** A folder for the temporary files of one attempt, removed with whatever is in it. */
import { tmpdir } from 'node:os';
import { runtimeError } from '../errors.js';

type TmpPromise = typeof import('tmp-promise');
let tmpLoading: Promise<TmpPromise> | undefined;

/**
 * Runs `use` with the absolute path of a new, empty folder that only this user can read.
 *
 * @throws TaskloomError SCRATCH_FOLDER_UNUSABLE where none can be made
 */
export async function withScratchFolder<T>(use: (path: string) => Promise<T>): Promise<T> {
  const { path, cleanup } = await makeFolder();
  try {
    return await use(path);
  } finally {
    // What the task made unremovable stays: its outcome counts more than a leftover among temporary files.
    await cleanup().catch(() => undefined);
  }
}

/** Begins to load what makes folders, so that the first of them does not wait for it. */
export function prepareScratchFolders(): Promise<TmpPromise> {
  tmpLoading ??= import('tmp-promise');
  return tmpLoading;
}

async function makeFolder() {
  const { dir } = await prepareScratchFolders();
  try {
    return await dir({ prefix: 'taskloom', mode: 0o700, unsafeCleanup: true });
  } catch (cause) {
    const folder = tmpdir();
    throw runtimeError('SCRATCH_FOLDER_UNUSABLE', `No folder can be made in ${folder}: ${(cause as Error).message}`, {
      hint: 'Point TMPDIR at a folder that can be written to.',
      details: { folder },
      cause,
    });
  }
}
