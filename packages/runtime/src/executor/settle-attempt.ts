/** What every kind of task has in common: an attempt always ends in an outcome, and its value is checked. */
import type { AbortReason, AttemptOutcome, AttemptRequest } from '../ports.js';
import { untilAborted } from '../process/until-aborted.js';
import { describeAbort, failWith, failWithError, nameAttempt } from './failure/attempt-failure.js';
import { checkReturned } from './returned-value.js';

/** Never rejects: what `run` throws becomes the outcome. A failure that has no place gets that of its task. */
export async function settleAttempt(
  request: AttemptRequest,
  run: () => Promise<AttemptOutcome>,
): Promise<AttemptOutcome> {
  const outcome = await settle(request, run);
  if (outcome.kind !== 'failed' || outcome.failure.frames.length > 0) return outcome;
  const { spec, location } = request.task;
  const frames = [{ ...(spec.location ?? location), function: spec.method }];
  return { ...outcome, failure: { ...outcome.failure, frames } };
}

/** Runs an attempt unless it is aborted already. */
async function settle(request: AttemptRequest, run: () => Promise<AttemptOutcome>): Promise<AttemptOutcome> {
  const { task, signal } = request;
  const abort = (): AttemptOutcome => failWith(describeAbort(nameAttempt(request), signal.reason as AbortReason));
  if (signal.aborted) return abort();
  try {
    const outcome = await run();
    if (task.method.returns === undefined) return outcome;
    // A schema may be async, and never end.
    return outcome.kind === 'success' ? await untilAborted(checkReturned(task, outcome), signal) : outcome;
  } catch (error) {
    return signal.aborted ? abort() : failWithError(error);
  }
}
