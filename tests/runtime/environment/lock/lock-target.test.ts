import { describe, expect, it } from 'vitest';
import { listTargets } from '../../../../packages/runtime/src/environment/lock/lock-target.js';
import { createInterpreter } from '../requests.js';

describe('the targets of a lock file', () => {
  it.each([
    [[], [], [{ name: 'cpython 3.12 linux-x86_64' }]],
    [['3.12'], ['linux-x86_64'], [{ name: 'cpython 3.12 linux-x86_64' }]],
    [['3.11'], [], [{ name: 'cpython 3.11 linux-x86_64', foreign: { pythonVersion: '3.11' } }]],
    [
      [],
      ['linux-x86_64', 'macos-arm64'],
      [
        { name: 'cpython 3.12 linux-x86_64' },
        {
          name: 'cpython 3.12 macos-arm64',
          foreign: { pythonVersion: '3.12', uvPlatform: 'aarch64-apple-darwin' },
        },
      ],
    ],
  ])('for %j on %j', (pythonVersions, platforms, expected) => {
    expect(listTargets(createInterpreter(), { pythonVersions, platforms })).toEqual(expected);
  });

  it.each([
    [{ pythonVersions: ['3'], platforms: [] }, '--python-version 3 is no version to lock for.'],
    [{ pythonVersions: [], platforms: ['dos'] }, '--platform dos is no platform to lock for.'],
  ])('may not be %j', (wanted, message) => {
    expect(() => listTargets(createInterpreter(), wanted)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});
