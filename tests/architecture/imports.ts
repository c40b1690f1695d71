/** What a source file imports, and the units between which the architecture's table speaks. */
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path/posix';
import ts from 'typescript-6';
import { ROOT } from './repository-files.ts';

/** Specifiers of static imports, re-exports, dynamic imports and `import('…')` types, in order. */
export function listImports(path: string): string[] {
  return ts
    .preProcessFile(readFileSync(join(ROOT, path), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName);
}

/**
 * `packages/sdk/src/wiring/text.ts` is in `sdk:wiring`, `packages/sdk/src/errors.ts` is `sdk:errors`.
 */
export function unitOf(path: string): string {
  const [, name, , first = ''] = path.split('/');
  return `${name}:${first.replace(/\.[jt]s$/, '')}`;
}

/** The units that a file imports from, each once: `sdk` for the other package, nothing for what is not of this repository. */
export function importedUnits(path: string): string[] {
  return [...new Set(listImports(path).flatMap((specifier) => importedUnit(path, specifier) ?? []))];
}

function importedUnit(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return unitOf(normalize(join(path, '..', specifier)));
  return /^@taskloom\/([a-z]+)/.exec(specifier)?.[1];
}
