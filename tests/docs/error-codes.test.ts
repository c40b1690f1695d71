import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RUNTIME_ERROR_CODES } from '../../packages/runtime/src/errors.ts';
import { AUTHOR_ERROR_CODES } from '../../packages/sdk/src/errors.ts';
import { listFiles } from '../architecture/repository-files.ts';
import { ROOT, readDocument } from './documents.ts';

const CODES = [...new Set<string>([...AUTHOR_ERROR_CODES, ...RUNTIME_ERROR_CODES])].sort();
const [, ...SECTIONS] = readDocument('docs/errors.md').split(/^## /m);
const sections = new Map(SECTIONS.map((section) => [section.slice(0, section.indexOf('\n')), section] as const));

describe('docs/errors.md', () => {
  it('has a heading for every code, in order, and none for a code that is gone', () => {
    expect([...sections.keys()]).toEqual(CODES);
  });

  it.each([...sections])('tells cause, example and cure of %s', (_code, section) => {
    expect(section.match(/^\*\*(?:Cause|Example|Cure)\.\*\*/gm)).toEqual(['**Cause.**', '**Example.**', '**Cure.**']);
  });
});

describe('a code', () => {
  const sources = listFiles(/^packages\/.*\/(?:src|python)\/.*\.(?:ts|py)$/)
    .filter((path) => !/\/src\/errors\.ts$/.test(path))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'));

  it('is used by the packages as long as it is documented', () => {
    const unused = CODES.filter((code) => !sources.some((source) => new RegExp(`['"]${code}['"]`).test(source)));

    // INTERNAL of either package is used where a state is impossible.
    expect(unused).toEqual([]);
  });
});
