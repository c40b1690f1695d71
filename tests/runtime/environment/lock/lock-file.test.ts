import { describe, expect, it } from 'vitest';
import {
  formatLock,
  type LockedEnvironment,
  parseLock,
} from '../../../../packages/runtime/src/environment/lock/lock-file.js';

const FOLDER = '/srv/pipelines';
const PLACE = { file: `${FOLDER}/sales.lock`, folder: FOLDER };
const TARGET = 'cpython 3.12 linux-x86_64';

const SHADES: LockedEnvironment = {
  target: TARGET,
  request: ['require ./wheels/own-1.0-py3-none-any.whl', 'require shade', 'no-index', 'find-links ./wheels'],
  resolution: {
    packages: [
      { name: 'leaf', version: '1.0', hashes: ['sha256:0a', 'sha256:0b'] },
      {
        name: 'own',
        version: '1.0',
        url: `${FOLDER}/wheels/own-1.0-py3-none-any.whl`,
        hashes: ['sha256:0c'],
      },
      { name: 'shade', version: '2.0', url: 'https://example.org/shade-2.0.tar.gz', hashes: ['sha256:0d'] },
    ],
    direct: [`${FOLDER}/project[all]`, 'tool @ git+https://example.org/tool@0123'],
  },
};
const PLAIN: LockedEnvironment = {
  target: 'cpython 3.11 linux-x86_64',
  request: ['require six'],
  resolution: { packages: [{ name: 'six', version: '1.17.0', hashes: ['sha256:0e'] }], direct: [] },
};

describe('a lock file', () => {
  it('has one line for each package and hash, sorted, paths relative to it', () => {
    expect(formatLock([SHADES, PLAIN], FOLDER)).toBe(`\
# What the tasks beside this file require, resolved to exact versions and the hashes of their files.
# Written by \`taskloom env lock\`. Keep it with the source; do not edit it.
lock 1

[cpython 3.11 linux-x86_64]
require six
package six==1.17.0
  sha256:0e

[cpython 3.12 linux-x86_64]
require ./wheels/own-1.0-py3-none-any.whl
require shade
no-index
find-links ./wheels
package leaf==1.0
  sha256:0a
  sha256:0b
package ./wheels/own-1.0-py3-none-any.whl
  sha256:0c
package shade @ https://example.org/shade-2.0.tar.gz
  sha256:0d
direct ./project[all]
direct tool @ git+https://example.org/tool@0123
`);
  });

  it('reads as what was written, on any machine', () => {
    const text = formatLock([PLAIN, SHADES], FOLDER);

    expect(parseLock(text, PLACE)).toEqual([PLAIN, SHADES]);
    const elsewhere = parseLock(text, { file: '/ci/sales.lock', folder: '/ci' });
    expect(elsewhere[1]?.resolution.packages[1]?.url).toBe('/ci/wheels/own-1.0-py3-none-any.whl');
    expect(elsewhere[1]?.resolution.direct).toContain('/ci/project[all]');
  });

  it.each([
    ['', 1, 'is not as `taskloom env lock` writes it'],
    ['lock 2\n', 1, 'is not as `taskloom env lock` writes it'],
    ['lock 1\npackage six==1\n', 2, 'is not as `taskloom env lock` writes it'],
    [`lock 1\n[${TARGET}]\n  sha256:0a\n`, 3, 'is not as `taskloom env lock` writes it'],
    [`lock 1\n[${TARGET}]\npackage six==1\n  md5\n`, 4, 'is not as `taskloom env lock` writes it'],
    [`lock 1\n\n<<<<<<< HEAD\n[${TARGET}]\n`, 3, 'has a merge conflict'],
  ])('that was changed by hand is refused with the line: %j', (text, line, what) => {
    expect(() => parseLock(text, PLACE)).toThrow(
      expect.objectContaining({
        code: 'LOCK_INVALID',
        message: `The lock file ${PLACE.file} ${what}, in line ${line}.`,
        location: expect.objectContaining({ file: PLACE.file, line }),
      }),
    );
  });
});
