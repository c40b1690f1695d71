import { expect, it } from 'vitest';
import { findRetryRule } from '../../../../packages/runtime/src/scheduler/rules/retry-policy.js';

const failure = { type: 'requests.exceptions.Timeout', message: '', traceback: '', frames: [] };

it.each([
  ['Timeout', failure, true],
  ['requests.exceptions.Timeout', failure, true],
  ['exceptions.Timeout', failure, false],
  ['timeout', failure, false],
  ['timeout', { ...failure, type: 'TaskloomError', code: 'TASK_TIMEOUT' }, true],
  ['TASK_TIMEOUT', { ...failure, type: 'TaskloomError', code: 'TASK_TIMEOUT' }, true],
  ['ValueError', { ...failure, type: 'json.decoder.JSONDecodeError', bases: ['ValueError'] }, true],
  ['IOError', { ...failure, bases: ['requests.exceptions.RequestException', 'IOError'] }, true],
  ['RequestException', { ...failure, bases: ['requests.exceptions.RequestException', 'IOError'] }, true],
  ['exit:137', { ...failure, exitCode: 137 }, true],
  ['exit:1', { ...failure, exitCode: 137 }, false],
  ['signal:SIGKILL', { ...failure, signal: 'SIGKILL' }, true],
] as const)('a rule on %s and the failure %j', (on, failed, matches) => {
  const rule = { on: ['other', on], action: 'fail' } as const;
  expect(findRetryRule([rule], failed)).toBe(matches ? rule : undefined);
});

it('the first rule that matches decides', () => {
  const rules = [
    { on: ['KeyError'], action: 'fail' },
    { on: ['Timeout'], action: 'retry' },
    { on: ['Timeout'], action: 'fail' },
  ] as const;
  expect(findRetryRule(rules, failure)).toBe(rules[1]);
});
