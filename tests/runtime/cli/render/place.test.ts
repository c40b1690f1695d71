import { expect, test } from 'vitest';
import { formatPlace, isLibraryFile, shortenLibraryPath } from '../../../../packages/runtime/src/cli/render/place.js';

test.each([
  ['/project/pipeline.ts', '/project', 'pipeline.ts:3:5'],
  ['/project/deep/pipeline.ts', '/project', 'deep/pipeline.ts:3:5'],
  ['/other/pipeline.ts', '/project', '/other/pipeline.ts:3:5'],
])('%s is seen from %s as %s', (file, cwd, shown) => {
  expect(formatPlace({ file, line: 3, column: 5 }, cwd)).toBe(shown);
});

test('a place without a column ends with its line', () => {
  expect(formatPlace({ file: '/project/train.py', line: 3 }, '/project')).toBe('train.py:3');
});

test.each([
  ['/home/me/pipeline.ts', false],
  ['/home/me/lib/train.py', false],
  ['/home/me/env/lib/python3.12/site-packages/polars/frame.py', true],
  ['/usr/lib/python3/dist-packages/apt/cache.py', true],
  ['/usr/lib/python3.12/json/decoder.py', true],
  ['/opt/pypy/lib/pypy3.10/json/decoder.py', true],
  ['/home/me/node_modules/zod/index.js', true],
  ['node:internal/modules/run', true],
  ['<frozen importlib._bootstrap>', true],
])('whether %s is library code: %s', (file, expected) => {
  expect(isLibraryFile(file)).toBe(expected);
});

test.each([
  ['/env/lib/python3.12/site-packages/polars/frame.py', 'polars/frame.py'],
  ['/usr/lib/python3.12/json/decoder.py', 'json/decoder.py'],
  ['/home/me/node_modules/.pnpm/zod@4/node_modules/zod/index.js', 'zod/index.js'],
  ['<frozen runpy>', '<frozen runpy>'],
])('%s is shortened to %s', (file, shown) => {
  expect(shortenLibraryPath(file)).toBe(shown);
});
