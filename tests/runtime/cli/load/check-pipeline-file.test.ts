import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPipelineFile } from '../../../../packages/runtime/src/cli/load/check-pipeline-file.js';
import { createScratchFolder } from '../scratch-folder.js';

test.each(['a.ts', 'a.mts', 'a.cts', 'a.js', 'a.mjs', 'a.cjs'])('%s can be a pipeline', (name) => {
  const folder = createScratchFolder({ [name]: '' });
  expect(checkPipelineFile(name, folder)).toBe(join(folder, name));
});

test('of a file that is not there, its neighbours are named', () => {
  const folder = createScratchFolder({ 'pipeline.ts': '', 'other.ts': '', 'types.d.ts': '', 'data.csv': '' });
  expect(() => checkPipelineFile('pipline.ts', folder)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: 'There is no file "pipline.ts".',
      hint: `Name one of other.ts or pipeline.ts in ${folder}.`,
    }),
  );
});

test('a folder is not a pipeline, but may hold one', () => {
  const folder = createScratchFolder({ 'sales/pipeline.ts': '' });
  expect(() => checkPipelineFile('sales', folder)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: '"sales" is a folder.',
      hint: `Name pipeline.ts in ${join(folder, 'sales')}.`,
    }),
  );
});

test('of a file in a folder that is not there, the folder is named', () => {
  const folder = createScratchFolder();
  expect(() => checkPipelineFile('sales/pipeline.ts', folder)).toThrow(
    expect.objectContaining({ hint: `Check the path; there is no folder ${join(folder, 'sales')}.` }),
  );
});

test('a file of another kind is refused', () => {
  const folder = createScratchFolder({ 'train.py': '' });
  expect(() => checkPipelineFile('train.py', folder)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: '"train.py" is neither TypeScript nor JavaScript.',
      hint: 'Name a file that ends in .ts, .mts, .cts, .tsx, .js, .mjs or .cjs.',
    }),
  );
});
