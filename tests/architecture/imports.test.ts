import { describe, expect, it } from 'vitest';
import { mayImport, readImportTable } from './import-table.ts';
import { importedUnits, listImports, unitOf } from './imports.ts';
import { listFiles } from './repository-files.ts';

const SOURCES = listFiles(/^packages\/(?:sdk|runtime)\/src\/.*\.ts$/);
const table = readImportTable();

describe('the direction of imports', () => {
  it('is that of the table in ARCHITECTURE.md', () => {
    const offenders = SOURCES.flatMap((path) =>
      importedUnits(path)
        .filter((to) => !mayImport(table, unitOf(path), to))
        .map((to) => `${path} imports ${to}`),
    );

    expect(offenders).toEqual([]);
  });

  it('has a row for every folder, and no row for a folder that is gone', () => {
    const units = new Set(SOURCES.map(unitOf));

    expect([...table.keys()].sort()).toEqual([...units].sort());
  });

  it('never leads from the SDK to the runtime', () => {
    const offenders = SOURCES.filter((path) => path.startsWith('packages/sdk/')).filter((path) =>
      listImports(path).some(
        (specifier) => specifier.startsWith('@taskloom/runtime') || specifier.includes('/runtime/'),
      ),
    );

    expect(offenders).toEqual([]);
  });

  it('leads to the other package only through what it exports', () => {
    const deep = SOURCES.flatMap((path) => listImports(path)).filter(
      (specifier) => specifier.startsWith('@taskloom/') && !/^@taskloom\/(?:sdk|sdk\/internal)$/.test(specifier),
    );

    expect(deep).toEqual([]);
  });
});

describe('a dependency with one owner', () => {
  it.each([
    ['ts-morph', 'packages/runtime/src/source/'],
    ['execa', 'packages/runtime/src/process/'],
    ['node:child_process', 'packages/runtime/src/process/'],
    ['reflect-metadata', 'packages/sdk/src/metadata/store.ts'],
    ['commander', 'packages/runtime/src/cli/'],
  ])('%s is imported by %s alone', (dependency, owner) => {
    const importers = SOURCES.filter((path) =>
      listImports(path).some((specifier) => specifier === dependency || specifier.startsWith(`${dependency}/`)),
    );

    expect(importers.filter((path) => !path.startsWith(owner))).toEqual([]);
  });
});
