/** Why a run failed though none of its tasks did: what `flow` returned cannot be made of what they gave. */
import type { TaskloomError } from '@taskloom/sdk/internal';
import type { RunResult } from '../run/run-result.js';
import { isTaskloomError } from './taskloom-error.js';

export function findResultError(result: RunResult<unknown>): TaskloomError | undefined {
  if (result.state !== 'failed' || result.tasks.some(({ error }) => error !== undefined)) return undefined;
  try {
    void result.value;
    return undefined;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return isTaskloomError(cause) ? cause : undefined;
  }
}
