import { readFileSync, rmSync } from 'node:fs';
import type { DagClass } from '@taskloom/sdk/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskSource } from '../../../packages/runtime/src/ports.js';
import type { PythonSource } from '../../../packages/runtime/src/python-text.js';
import { COMPILERS, loadBundle, loadCompiled, type MapKind } from './compile-fixture.js';
import { FixtureFolder } from './load-fixture.js';
import { runBodies } from './run-bodies.js';
import { TABLES } from './tables.js';

const TABLE_ROWS = Object.entries(TABLES);

describe.each(COMPILERS)('compiled by %s', (_name, compile) => {
  const withOriginal: readonly (MapKind & { readonly what: string; readonly isOnDisk: boolean })[] = [
    { what: 'an inline map that carries the source', place: 'inline', hasContent: true, isOnDisk: false },
    { what: 'a map beside it that carries the source', place: 'beside', hasContent: true, isOnDisk: false },
    { what: 'a map beside it and the source on disk', place: 'beside', hasContent: false, isOnDisk: true },
  ];
  describe.each(withOriginal)('with $what', (setting) => {
    it.each(TABLE_ROWS)('%s: a task is what it is when its TypeScript is loaded', async (table, rows) => {
      using folder = new FixtureFolder();
      const loaded = await folder.load(`${table}.ts`);
      const compiled = loadCompiled(folder, table, compile, setting);
      const expected = await readAll(folder, loaded, rows);
      if (!setting.isOnDisk) rmSync(`${folder.path}/${table}.ts`);
      expect(await readAll(folder, compiled, rows)).toEqual(expected);
    });
  });

  const withoutOriginal: readonly (MapKind & { readonly what: string; readonly file: string })[] = [
    { what: 'a map whose source is gone', place: 'beside', hasContent: false, file: '.ts' },
    { what: 'no map', place: 'none', hasContent: false, file: 'dist/.js' },
  ];
  describe.each(withoutOriginal)('with $what', (setting) => {
    // A constant of another module is seen through `${parameter}` only, and a question mark is gone.
    const lost = new Set(['constants', 'imported', 'optional'].map((method) => `parameters.${method}`));
    describe.each(TABLE_ROWS)('%s', (table, all) => {
      const rows = all.filter(([method]) => !lost.has(`${table}.${method}`));
      const folder = new FixtureFolder();
      let sources: readonly TaskSource[] = [];
      let originals: readonly TaskSource[] = [];
      afterAll(() => folder[Symbol.dispose]());
      beforeAll(async () => {
        originals = await readAll(folder, await folder.load(`${table}.ts`), rows);
        const compiled = loadCompiled(folder, table, compile, setting);
        rmSync(`${folder.path}/${table}.ts`);
        sources = await readAll(folder, compiled, rows);
      });

      it('every body gives what it gave', () => {
        const { outcomes } = runBodies(sources.map((source, index) => ({ source, args: rows[index]?.[1] ?? [] })));
        expect(outcomes).toEqual(rows.map(([, , value]) => ({ value })));
      });

      it('every body is on the lines that the map says', () => {
        const file = `${folder.path}/${setting.file.replace('.', `${table}.`)}`;
        expect(sources.map((source) => sourceOf(source).file)).toEqual(rows.map(() => file));
        if (setting.place === 'none') return;
        expect(sources.map(place)).toEqual(originals.map(place));
      });
    });
  });
});

it('a task of a minified bundle is what it is when its TypeScript is loaded', async () => {
  using folder = new FixtureFolder();
  const rows = ['overridden', 'sharedDecorator', 'decoratedElsewhere', 'inherited'].map((method) => [method]);
  const { Derived: loaded } = await folder.load('classes/pipeline.ts');
  const { Derived: bundled } = loadBundle(folder, 'classes/pipeline');
  const expected = await readAll(folder, { loaded: loaded as DagClass }, rows);
  expect(await readAll(folder, { bundled: bundled as DagClass }, rows)).toEqual(expected);
});

it('a compiled file that is older than its source is refused', async () => {
  using folder = new FixtureFolder();
  const [, compile] = COMPILERS[0] as (typeof COMPILERS)[number];
  const { Text } = loadCompiled(folder, 'text', compile, { place: 'beside', hasContent: false });
  const file = folder.write('text.ts', readFileSync(`${folder.path}/text.ts`, 'utf8').replace('"a\\nb"', '"a\\nc"'));
  await expect(folder.read(Text as DagClass, 'newline')).rejects.toMatchObject({
    code: 'SOURCE_MISMATCH',
    message: `${file} has another Python body for "newline" than the class that was loaded.`,
  });
});

async function readAll(
  folder: FixtureFolder,
  classes: Record<string, DagClass>,
  rows: readonly (readonly unknown[])[],
) {
  const [dag] = Object.values(classes);
  return Promise.all(rows.map(([method]) => folder.read(dag as DagClass, String(method))));
}

function sourceOf({ program }: TaskSource): PythonSource {
  if (program?.kind !== 'body') throw new Error('The task has no Python body.');
  return program.source;
}

// Lines only: how far behind its tag a template began is not in every map.
function place(source: TaskSource) {
  return { firstLine: sourceOf(source).firstLine, line: source.location.line };
}
