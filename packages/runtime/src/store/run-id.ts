/** Names of runs: made, and checked before they become part of a path. */
import { randomBytes } from 'node:crypto';
import { runtimeError } from '../errors.js';

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9_.+:~-]{0,199}$/;

/** `manual__20261124T153700.123Z-4f2a1b`: sorts by time, and two runs of one millisecond differ. */
export function createRunId(now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '');
  return `manual__${stamp}-${randomBytes(3).toString('hex')}`;
}

/** @throws TaskloomError RUN_ID_INVALID */
export function checkRunId(runId: string): string {
  if (typeof runId === 'string' && RUN_ID.test(runId)) return runId;
  throw runtimeError('RUN_ID_INVALID', `The run id ${JSON.stringify(runId)} cannot name a run.`, {
    hint: 'Use 1 to 200 letters, digits and _ . + : ~ -, beginning with a letter or a digit.',
    details: { runId },
  });
}
