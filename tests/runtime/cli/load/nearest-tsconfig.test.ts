import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findNearestTsconfig } from '../../../../packages/runtime/src/cli/load/register-typescript.js';
import { createScratchFolder } from '../scratch-folder.js';

test('the tsconfig beside the file comes before those above it', () => {
  const folder = createScratchFolder({ 'tsconfig.json': '{}', 'a/tsconfig.json': '{}', 'a/b/pipeline.ts': '' });
  expect(findNearestTsconfig(join(folder, 'a/b/pipeline.ts'))).toBe(join(folder, 'a/tsconfig.json'));
});

test('there may be none', () => {
  const folder = createScratchFolder({ 'pipeline.ts': '' });
  expect(findNearestTsconfig(join(folder, 'pipeline.ts'))).toBeUndefined();
});
