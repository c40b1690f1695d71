import { describe, expect, it } from 'vitest';
import {
  describeLockedRequest,
  describeTarget,
} from '../../../../packages/runtime/src/environment/lock/locked-request.js';
import { createInterpreter, createRequest } from '../requests.js';

describe('a request in a lock file', () => {
  it('is sorted, has relative paths and no credentials', () => {
    const request = createRequest({
      requirements: ['six', '/srv/pipelines/own.whl', 'leaf @ https://ci:secret@example.org/leaf.whl'],
      constraints: ['shade<2'],
      indexUrls: ['https://ci:secret@example.org/simple', 'https://example.com/simple'],
      findLinks: ['/srv/wheels'],
      installOptions: ['--pre'],
    });

    expect(describeLockedRequest(request, '/srv/pipelines')).toEqual([
      'require ./own.whl',
      'require leaf @ https://***@example.org/leaf.whl',
      'require six',
      'constraint shade<2',
      'index https://***@example.org/simple',
      'index https://example.com/simple',
      'find-links ../wheels',
      'option --pre',
    ]);
  });

  it('tells no index from the one that is configured', () => {
    expect(describeLockedRequest(createRequest({ indexUrls: [] }), '/')).toEqual(['no-index']);
    expect(describeLockedRequest(createRequest(), '/')).toEqual([]);
  });
});

describe('the target of a resolution', () => {
  it.each([
    [{}, 'cpython 3.12 linux-x86_64'],
    [{ version: '3.12.9', libc: 'glibc 2.17' }, 'cpython 3.12 linux-x86_64'],
    [{ libc: 'musl' }, 'cpython 3.12 linux-x86_64-musl'],
    [{ platform: 'macosx-14.0-arm64' }, 'cpython 3.12 macos-arm64'],
    [
      { platform: 'macosx-10.9-universal2' },
      `cpython 3.12 ${process.arch === 'arm64' ? 'macos-arm64' : 'macos-x86_64'}`,
    ],
    [{ abi: 'cpython-313t-x86_64-linux-gnu', version: '3.13.0' }, 'cpython 3.13t linux-x86_64'],
    [{ implementation: 'PyPy', version: '3.10.14' } as const, 'pypy 3.10 linux-x86_64'],
  ])('of %j is %s', (facts, target) => {
    expect(describeTarget(createInterpreter(facts))).toBe(target);
  });
});
