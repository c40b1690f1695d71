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

  it('are its own as well, whatever they are called', () => {
    const freeThreaded = createInterpreter({
      abi: 'cpython-313t-arm-linux-gnu',
      version: '3.13.0',
      platform: 'linux-armv7l',
    });

    const own = listTargets(freeThreaded, { pythonVersions: ['3.13t'], platforms: ['linux-armv7l'] });

    expect(own).toEqual([{ name: 'cpython 3.13t linux-armv7l' }]);
  });

  const VERSION = 'Give major and minor version, 3.6 or later: --python-version 3.12.';
  const PLATFORM =
    'There is linux-x86_64, linux-aarch64, linux-x86_64-musl, linux-aarch64-musl, macos-arm64, macos-x86_64.';

  it.each([
    ['--python-version', '3', `${VERSION} The task's own is 3.12.`],
    ['--python-version', '2.7', `${VERSION} The task's own is 3.12.`],
    ['--python-version', '3.13t', `${VERSION} The task's own is 3.12.`],
    ['--platform', 'macos-universal2', PLATFORM],
    ['--platform', 'dos', PLATFORM],
  ])('may not be %s %s', (option, value, hint) => {
    const wanted = {
      pythonVersions: option === '--platform' ? [] : [value],
      platforms: option === '--platform' ? [value] : [],
    };
    const what = option === '--platform' ? 'platform' : 'version';

    expect(() => listTargets(createInterpreter(), wanted)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: `${option} ${value} is no ${what} to lock for.`, hint }),
    );
  });

  it('of a free-threaded Python are this system alone', () => {
    const freeThreaded = createInterpreter({ abi: 'cpython-313t-x86_64-linux-gnu', version: '3.13.0' });

    expect(() => listTargets(freeThreaded, { pythonVersions: [], platforms: ['macos-arm64'] })).toThrow(
      expect.objectContaining({ code: 'USAGE', message: '--python-version 3.13t is no version to lock for.' }),
    );
  });
});
