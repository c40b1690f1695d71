// The same pipeline, run from its source by what compiles on the way.
import { copyFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EXPECTED,
  PYTHON_PLACES,
  REFUSED_PLACE,
  showFrames,
  showPlace,
  showTasks,
  summarize,
  TASK_PLACES,
  TYPESCRIPT_PLACES,
} from './expected.js';
import { FIXTURES, type Report, Workshop } from './workshop.js';

const require = createRequire(import.meta.url);

describe.each([
  ['standard decorators', false],
  ['experimentalDecorators', true],
])('run by tsx, %s', (_name, experimentalDecorators) => {
  it('a pipeline runs as it is written, and everything points to its lines', () => {
    using workshop = new Workshop();
    workshop.writeTsconfig({ experimentalDecorators });
    expectAll(workshop.report('src/pipeline.ts', '--import', 'tsx'));
  });
});

describe('run by vitest, legacy decorators', () => {
  it('a pipeline runs as it is written, and everything points to its lines', () => {
    using workshop = new Workshop();
    workshop.writeTsconfig({ experimentalDecorators: false });
    for (const file of ['pipeline.spec.mjs', 'vitest.config.mjs']) {
      copyFileSync(join(FIXTURES, 'vitest', file), workshop.join(file));
    }
    workshop.runNode(join(require.resolve('vitest/package.json'), '../vitest.mjs'), 'run', '--root', workshop.path);
    expectAll(JSON.parse(readFileSync(workshop.join('report.json'), 'utf8')));
  });
});

function expectAll(report: Report): void {
  expect(summarize(report)).toEqual(EXPECTED);
  expect(showFrames(report, 0)).toEqual(PYTHON_PLACES);
  expect(showFrames(report, 1)).toEqual(TYPESCRIPT_PLACES);
  expect(showPlace(report.refused.location)).toBe(REFUSED_PLACE);
  expect(showTasks(report)).toEqual(TASK_PLACES);
}
