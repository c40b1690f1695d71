// The same pipeline, run from its source by what compiles on the way.
import { readFileSync, writeFileSync } from 'node:fs';
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

const VITEST_CONFIG = `
  export default { oxc: { decorator: { legacy: true } }, test: { include: ['*.spec.ts'], testTimeout: 60_000 } };
`;
const SPEC = `
  import { writeFileSync } from 'node:fs';
  import { test } from 'vitest';
  import { report } from '${FIXTURES}/report.mjs';
  import * as pipeline from './src/pipeline.js';

  test('the pipelines', async () => writeFileSync('report.json', JSON.stringify(await report(pipeline, 'home'))));
`;

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
    writeFileSync(workshop.join('vitest.config.mjs'), VITEST_CONFIG);
    writeFileSync(workshop.join('pipeline.spec.ts'), SPEC);
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
