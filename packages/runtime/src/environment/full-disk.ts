/** A disk without room, wherever that is found out: nothing that was begun is kept, and the next run begins anew. */
import type { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';

const CODES = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Gives what the work gives. Where a file cannot be written for want of room, that is what it fails with.
 *
 * @param folder named where the system does not say what it could not write
 * @throws TaskloomError HOME_UNUSABLE
 */
export async function sayWhenFull<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause = findCause(error);
    throw cause === undefined ? error : describeFullDisk(cause.path ?? folder, cause);
  }
}

/** @param place what could not be written */
export function describeFullDisk(place: string, cause?: unknown): TaskloomError {
  return runtimeError('HOME_UNUSABLE', `The disk is full: ${place} could not be written.`, {
    hint: 'Make room: `taskloom env prune --unused` takes away the environments that nobody uses. Then run it again.',
    details: { place },
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * What a program could not write for want of room, by what it printed; undefined where it does not say so.
 *
 * @param folder where it does not say what it was
 */
export function findUnwritten(output: readonly string[], folder: string): string | undefined {
  const line = output.find((one) => /no space left on device|disk quota exceeded/i.test(one));
  return line === undefined ? undefined : (line.match(/\/[^\s`'":,()]+/g)?.at(-1) ?? folder);
}

/** What the system said, behind what has been made of it. */
function findCause(error: unknown): NodeJS.ErrnoException | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && CODES.has(code) ? error : findCause(error.cause);
}
