import { expect, it } from 'vitest';
import { listLockChanges } from '../../../../packages/runtime/src/environment/lock/lock-changes.js';
import type { LockedEnvironment } from '../../../../packages/runtime/src/environment/lock/lock-file.js';

/** `six 1.16.0, leaf 1.0` */
function lock(target: string, pins: string): LockedEnvironment {
  const packages = pins.split(', ').map((pin) => {
    const [name = '', version = ''] = pin.split(' ');
    return { name, version, hashes: ['sha256:00'] };
  });
  return { target, request: [], resolution: { packages, direct: [] } };
}

it('what a new lock file changes is told for each target and package', () => {
  const before = [lock('a', 'six 1, leaf 1'), lock('a', 'six 2'), lock('b', 'gone 1')];
  const after = [lock('a', 'six 1, leaf 2'), lock('a', 'six 2'), lock('c', 'new 1')];

  expect(listLockChanges(before, after)).toEqual([
    { target: 'a', name: 'leaf', before: '1', after: '2' },
    { target: 'b', name: 'gone', before: '1' },
    { target: 'c', name: 'new', after: '1' },
  ]);
  expect(listLockChanges(after, after)).toEqual([]);
});

it('what is locked by its URL or path is told of, too', () => {
  const lockDirect = (direct: readonly string[], hash: string): LockedEnvironment => {
    const packages = [{ name: 'leaf', version: '1.0', url: 'https://example.org/leaf.zip', hashes: [hash] }];
    return { target: 'a', request: [], resolution: { packages, direct } };
  };
  const before = [lockDirect(['own @ git+https://example.org/own@01', '/srv/gone'], 'sha256:0123456789')];
  const after = [lockDirect(['own @ git+https://example.org/own@02'], 'sha256:abcdefabcd')];

  expect(listLockChanges(before, after)).toEqual([
    { target: 'a', name: 'gone', before: '/srv/gone' },
    {
      target: 'a',
      name: 'leaf',
      before: '1.0 https://example.org/leaf.zip sha256:01234567',
      after: '1.0 https://example.org/leaf.zip sha256:abcdefab',
    },
    {
      target: 'a',
      name: 'own',
      before: 'git+https://example.org/own@01',
      after: 'git+https://example.org/own@02',
    },
  ]);
});
