/** What a lock file may not hold: a line that may stand for something else tomorrow. */
import { runtimeError } from '../../errors.js';
import type { EnvironmentRequest } from '../../ports.js';
import { isMoving } from '../installers/pin-revisions.js';
import type { Resolution } from '../resolution/resolution.js';

export function isExact({ direct }: Resolution): boolean {
  return !direct.some(isMoving);
}

/** @throws TaskloomError REQUIREMENTS_INVALID */
export function refuseMoving({ direct }: Resolution, { taskId }: EnvironmentRequest): void {
  const line = direct.find(isMoving);
  if (line === undefined) return;
  const message = `The requirement "${line}" of the task "${taskId}" names no commit, and none was found for it.`;
  throw runtimeError('REQUIREMENTS_INVALID', message, {
    hint: 'Give the full id of the commit behind the `@`, or a branch or tag of a git repository.',
    details: { taskId, requirement: line },
  });
}
