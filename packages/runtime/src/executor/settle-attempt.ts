/** What every kind of task has in common: an attempt always ends in an outcome, and its value is checked. */
import type { AbortReason, AttemptOutcome, AttemptRequest } from '../ports.js';
import { describeAbort, failWith, failWithError } from './failure/attempt-failure.js';
import { checkReturned } from './returned-value.js';

/** Runs an attempt unless it is aborted already. Never rejects: what `run` throws becomes the outcome. */
export async function settleAttempt(
  request: AttemptRequest,
  run: () => Promise<AttemptOutcome>,
): Promise<AttemptOutcome> {
  const { task, signal } = request;
  const abort = (): AttemptOutcome => failWith(describeAbort(task.spec.taskId, signal.reason as AbortReason));
  if (signal.aborted) return abort();
  try {
    const outcome = await run();
    return outcome.kind === 'success' ? await checkReturned(task, outcome) : outcome;
  } catch (error) {
    return signal.aborted ? abort() : failWithError(error);
  }
}
