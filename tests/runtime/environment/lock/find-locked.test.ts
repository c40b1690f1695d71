import { describe, expect, it } from 'vitest';
import { describeStaleLock, findLocked } from '../../../../packages/runtime/src/environment/lock/find-locked.js';

const resolution = { packages: [], direct: [] };
const ENVIRONMENTS = [
  { target: 'cpython 3.11 linux-x86_64', request: ['require leaf', 'require six==1.16.0'], resolution },
  { target: 'cpython 3.12 linux-x86_64', request: ['require pandas'], resolution },
];
const TASK = { file: '/srv/sales.lock', taskId: 'load', environments: ENVIRONMENTS };

describe('a lock file', () => {
  it.each([
    [['require pandas'], 'cpython 3.12 linux-x86_64', true],
    [['require pandas'], undefined, true],
    [['require pandas'], 'cpython 3.11 linux-x86_64', false],
    [['require pandas', 'require six'], 'cpython 3.12 linux-x86_64', false],
    [['require pandas>2'], undefined, false],
  ])('with an environment for %j on %s: %s', (request, target, isThere) => {
    const wanted = { request, ...(target === undefined ? {} : { target }) };
    expect(findLocked(ENVIRONMENTS, wanted) !== undefined).toBe(isThere);
  });

  it.each([
    [
      'what differs from the entry that is nearest',
      { request: ['require leaf', 'require six==1.17.0'] },
      'The lock file /srv/sales.lock does not hold what the task "load" requires:\n  - require six==1.16.0\n  + require six==1.17.0',
    ],
    [
      'all, where nothing is near',
      { request: ['require numpy'] },
      'The lock file /srv/sales.lock does not hold what the task "load" requires:\n  + require numpy',
    ],
    [
      'which targets it has, where only the target differs',
      { request: ['require pandas'], target: 'cpython 3.13 linux-x86_64' },
      'The lock file /srv/sales.lock does not hold what the task "load" requires for cpython 3.13 linux-x86_64: it does for cpython 3.12 linux-x86_64.',
    ],
    [
      'that it is missing',
      { request: ['require numpy'], environments: undefined },
      'There is no lock file /srv/sales.lock, which the task "load" needs.',
    ],
  ])('that is stale tells %s', (_what, facts, message) => {
    expect(describeStaleLock({ ...TASK, ...facts })).toMatchObject({ code: 'LOCK_STALE', message });
  });
});
