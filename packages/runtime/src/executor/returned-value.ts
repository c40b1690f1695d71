/** Holds what a task returned, in whichever language, to the schema that its author gave in `returns`. */
import { decodeFromText, formatPath } from '@taskloom/sdk/internal';
import type { AttemptOutcome, PlannedTask } from '../ports.js';
import { failWith } from './failure/attempt-failure.js';

type Success = Extract<AttemptOutcome, { kind: 'success' }>;

/** Checks only: the value goes on as it was returned, also where the schema would change it. */
export async function checkReturned(
  { spec, method, location }: PlannedTask,
  outcome: Success,
): Promise<AttemptOutcome> {
  if (method.returns === undefined) return outcome;
  const checked = await method.returns.safeParseAsync(decodeFromText(outcome.value));
  if (checked.success) return outcome;
  const lines = checked.error.issues.map(({ path, message }) => `\n  ${formatPath('$', path)}: ${message}`);
  return failWith({
    code: 'RETURN_INVALID',
    message: `The task "${spec.taskId}" returned a value that its schema does not accept:${lines.join('')}`,
    hint: 'Return what `returns` says, or correct the schema.',
    frames: [{ ...location, function: spec.method }],
  });
}
