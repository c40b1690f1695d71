import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ExtractedFile } from '../../../packages/runtime/src/source/extracted-file.js';
import { SourceCache } from '../../../packages/runtime/src/source/source-cache.js';
import { digestText } from '../../../packages/runtime/src/source/text-file.js';
import { FixtureFolder } from './load-fixture.js';

const ENTRY: ExtractedFile = {
  methods: [],
  dependencies: [
    { path: '../limits.ts', digest: null },
    { path: 'settings.ts', digest: digestText('x') },
  ],
};

let folder: FixtureFolder;
let cache: SourceCache;
let path: string;
beforeEach(async () => {
  const created = new FixtureFolder();
  onTestFinished(() => created[Symbol.dispose]());
  folder = created;
  cache = new SourceCache(folder.cacheDir);
  path = join(folder.path, 'src/pipeline.ts');
  folder.write('src/settings.ts', 'x');
  await cache.store(path, 'text', ENTRY);
});

const onlyEntry = () => join(folder.cacheDir, readdirSync(folder.cacheDir)[0] ?? '');

it('gives back what was stored for the same text', async () => {
  expect(await cache.find(path, 'text')).toEqual(ENTRY);
});

it.each([
  ['another text', 'pipeline.ts', 'other'],
  ['another language', 'pipeline.tsx', 'text'],
])('gives nothing for %s', async (_what, name, text) => {
  expect(await cache.find(join(folder.path, 'src', name), text)).toBeUndefined();
});

describe('gives nothing when an imported file', () => {
  it.each([
    ['has changed', 'src/settings.ts'],
    ['was not there and now is', 'limits.ts'],
  ])('%s', async (_what, name) => {
    folder.write(name, 'y');
    expect(await cache.find(path, 'text')).toBeUndefined();
  });
});

describe('gives nothing, and can be written again, when the entry is', () => {
  it.each<[string, (content: string) => string]>([
    ['empty', () => ''],
    ['cut off', (content) => content.slice(0, -10)],
    ['changed', (content) => content.replace('limits', 'limitz')],
    ['no JSON', () => 'null'],
    ['without its digest', (content) => content.slice(content.indexOf('\n') + 1)],
  ])('%s', async (_what, damage) => {
    writeFileSync(onlyEntry(), damage(readFileSync(onlyEntry(), 'utf8')));
    expect(await cache.find(path, 'text')).toBeUndefined();
    await cache.store(path, 'text', ENTRY);
    expect(await cache.find(path, 'text')).toEqual(ENTRY);
  });
});

it('is readable for its owner only, and leaves no drafts', () => {
  const modes = [folder.cacheDir, onlyEntry()].map((file) => (statSync(file).mode & 0o777).toString(8));
  expect([modes, readdirSync(folder.cacheDir).length]).toEqual([['700', '600'], 1]);
});

it('is left out where its folder cannot be made', async () => {
  const nowhere = new SourceCache(join(folder.write('a-file', ''), 'cache'));
  await nowhere.store(path, 'text', ENTRY);
  expect(await nowhere.find(path, 'text')).toBeUndefined();
});
