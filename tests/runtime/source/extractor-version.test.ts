import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { extractFile } from '../../../packages/runtime/src/source/extract/extract-file.js';
import { EXTRACTOR_VERSION } from '../../../packages/runtime/src/source/source-cache.js';
import { digestText } from '../../../packages/runtime/src/source/text-file.js';

const FIXTURES = ['captures', 'failures', 'layout', 'parameters', 'text', 'classes/pipeline'];

// A cache that was written by an earlier version must not be read by one that extracts something else.
it('what is extracted changes only with the version of the extractor', () => {
  const extracted = FIXTURES.map((name) => {
    const path = join(import.meta.dirname, 'fixtures', `${name}.ts`);
    return JSON.stringify(extractFile(path, readFileSync(path, 'utf8')));
  });

  expect([EXTRACTOR_VERSION, digestText(...extracted).slice(0, 12)]).toEqual(['1', '220720423bc5']);
});
