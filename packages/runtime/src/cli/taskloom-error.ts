/** Tells errors of Taskloom from others. */
import type { TaskloomError } from '@taskloom/sdk/internal';

/**
 * By its shape: a pipeline may have loaded another copy of the SDK, and the start of the command must not load one to
 * compare classes.
 */
export function isTaskloomError(error: unknown): error is TaskloomError {
  return error instanceof Error && 'code' in error && 'details' in error && typeof error.code === 'string';
}
