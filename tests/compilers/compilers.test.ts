// One pipeline, compiled by every compiler that authors use, and run by Node from the output.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPILERS } from './compilers.js';
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
import { type Report, Workshop } from './workshop.js';

const digests = new Set<string>();

describe.each(COMPILERS)('compiled by $name', ({ compile, mapsDecorators = true }) => {
  const workshop = new Workshop();
  let report: Report;
  beforeAll(() => {
    compile(workshop);
    report = workshop.report('dist/pipeline.js');
    digests.add(report.plan.digest);
  });
  afterAll(() => workshop[Symbol.dispose]());

  it('a pipeline runs as it is written', () => {
    expect(summarize(report)).toEqual(EXPECTED);
  });

  it('an error in a Python body points to its line of the .ts file', () => {
    expect(showFrames(report, 0)).toEqual(PYTHON_PLACES);
  });

  it('everything points to the .ts file where Node reads source maps', () => {
    const mapped = workshop.report('dist/pipeline.js', '--enable-source-maps');
    expect(summarize(mapped)).toEqual(EXPECTED);
    expect(showFrames(mapped, 0)).toEqual(PYTHON_PLACES);
    expect(showFrames(mapped, 1)).toEqual(TYPESCRIPT_PLACES);
    expect(showPlace(mapped.refused.location)).toBe(REFUSED_PLACE);
    if (mapsDecorators) expect(showTasks(mapped)).toEqual(TASK_PLACES);
  });
});

it('the digest of a DAG is the same whoever compiled it', () => {
  expect(digests.size).toBe(1);
});
