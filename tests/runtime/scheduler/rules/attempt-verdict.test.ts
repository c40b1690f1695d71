import { expect, it } from 'vitest';
import type { AttemptOutcome } from '../../../../packages/runtime/src/ports.js';
import { judgeAttempt } from '../../../../packages/runtime/src/scheduler/rules/attempt-verdict.js';

const failure = { type: 'ValueError', message: 'no', traceback: '', frames: [] };
const success: AttemptOutcome = { kind: 'success', value: '1' };
const skipped: AttemptOutcome = { kind: 'skipped', reason: '' };
const failed: AttemptOutcome = { kind: 'failed', failure, final: false };
const final: AttemptOutcome = { kind: 'failed', failure, final: true };

it.each([
  ['a success', success, 1, 0, undefined, { state: 'success' }],
  ['a success that a cancel came too late for', success, 1, 0, 'cancelled', { state: 'success' }],
  ['a skip with retries left', skipped, 1, 3, undefined, { state: 'skipped' }],
  ['a failure without retries', failed, 1, 0, undefined, { state: 'failed' }],
  ['a first failure with one retry', failed, 1, 1, undefined, { state: 'up_for_retry', delayMs: 50 }],
  ['a second failure with one retry', failed, 2, 1, undefined, { state: 'failed' }],
  ['a final failure with retries left', final, 1, 3, undefined, { state: 'failed' }],
  ['a failure in a cancelled run', failed, 1, 3, 'cancelled', { state: 'cancelled' }],
  ['a failure in a run that was stopped', failed, 1, 3, 'failed', { state: 'failed' }],
] as const)('%s', (_name, outcome, attempt, retries, stopped, verdict) => {
  const options = { retries, retryDelayMs: 50 };
  expect(judgeAttempt(outcome, { options, attempt, seed: '', stopped })).toEqual(verdict);
});

it.each([
  ['fails at once', { on: ['ValueError'], action: 'fail' }, { state: 'failed' }],
  [
    'waits as long as it says',
    { on: ['ValueError'], action: 'retry', delayMs: 7 },
    { state: 'up_for_retry', delayMs: 7 },
  ],
  ['waits as the task does', { on: ['ValueError'], action: 'retry' }, { state: 'up_for_retry', delayMs: 50 }],
  ['speaks of another failure', { on: ['KeyError'], action: 'fail' }, { state: 'up_for_retry', delayMs: 50 }],
] as const)('a failure with retries left and a rule that %s', (_what, rule, verdict) => {
  const options = { retries: 3, retryDelayMs: 50, retryPolicy: [rule] };
  expect(judgeAttempt(failed, { options, attempt: 1, seed: '' })).toEqual(verdict);
});
