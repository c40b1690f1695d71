import type { DagClass } from '@taskloom/sdk/internal';
import { describeDag } from '@taskloom/sdk/internal';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createSourceReader } from '../../../packages/runtime/src/source/source-reader.js';
import { FixtureFolder, readTask } from './load-fixture.js';

const extractFile = vi.hoisted(() => vi.fn());
vi.mock('../../../packages/runtime/src/source/extract/extract-file.js', async (importActual) => {
  const actual = await importActual<typeof import('../../../packages/runtime/src/source/extract/extract-file.js')>();
  extractFile.mockImplementation(actual.extractFile);
  return { extractFile };
});

let folder: FixtureFolder;
let dag: DagClass;
beforeEach(async () => {
  const created = new FixtureFolder();
  onTestFinished(() => created[Symbol.dispose]());
  folder = created;
  const { Parameters } = await folder.load('parameters.ts');
  dag = Parameters as DagClass;
  await folder.read(dag, 'imported');
  extractFile.mockClear();
});

// As another process would.
const readAnew = () => readTask(createSourceReader({ cacheDir: folder.cacheDir }), describeDag(dag), 'imported');

it('a file is read once for all of its tasks', async () => {
  await Promise.all(['literals', 'rest', 'keywords'].map((method) => folder.read(dag, method)));
  expect(extractFile).not.toHaveBeenCalled();
});

it('an unchanged file is never parsed again', async () => {
  await readAnew();
  expect(extractFile).not.toHaveBeenCalled();
});

it('a file is parsed again when a constant that it imports may have changed', async () => {
  folder.write(
    'settings.ts',
    "export const REGION = 'us';\nexport const LIMITS = { small: 4 } as const;\nexport const DEPTH = 1;\nexport default 2;",
  );
  const { parameters } = await readAnew();
  expect(extractFile).toHaveBeenCalledOnce();
  expect(parameters.map(({ defaultValue }) => defaultValue)).toEqual(['"us"', '4', '{"small":4}', '1', '2', '"us"']);
});
