import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DagClass } from '@taskloom/sdk/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskSource } from '../../../packages/runtime/src/ports.js';
import type { PythonSource } from '../../../packages/runtime/src/python-text.js';
import { LineTable } from '../../../packages/runtime/src/source/line-table.js';
import { FixtureFolder } from './load-fixture.js';
import { type Outcome, runBodies } from './run-bodies.js';
import { VARIANTS } from './variants.js';

const METHODS: readonly (readonly [string, readonly unknown[]])[] = [
  ['plain', []],
  ['behindPlaceholders', [1]],
  ['placeholderFirst', [[]]],
  ['behindKeyword', [1, 2]],
  ['behindEscape', []],
  ['behindFString', [1]],
  ['behindAstral', [1]],
  ['oneLine', [1]],
  ['firstOfLines', [1]],
  ['laterLine', [1]],
  ['flush', [1]],
  ['behindLines', []],
  ['belowLines', []],
  ['inFunction', [1]],
];

describe.each(VARIANTS)('an error in a file %s', (_variant, change) => {
  const folder = new FixtureFolder();
  let sources: readonly TaskSource[] = [];
  let outcomes: readonly Outcome[] = [];
  let hasColumns = false;
  afterAll(() => folder[Symbol.dispose]());
  beforeAll(async () => {
    const { Failures } = await folder.load('failures.ts', change);
    sources = await Promise.all(METHODS.map(([method]) => folder.read(Failures as DagClass, method)));
    const bodies = sources.map((source, index) => ({ source, args: METHODS[index]?.[1] ?? [] }));
    ({ outcomes, hasColumns } = runBodies(bodies));
  });

  it.each(METHODS.map(([method], index) => [method, index] as const))('%s is shown where it is', (method, index) => {
    const outcome = outcomes[index];
    const { program } = sources[index] ?? {};
    if (outcome === undefined || !('line' in outcome) || program?.kind !== 'body') throw new Error('It did not fail.');
    const text = readFileSync(join(folder.path, 'failures.ts'), 'utf8').replace(/^\uFEFF/, '');
    const snippet = `(0).${method}`;
    const { line, column } = new LineTable(text).toPosition(text.indexOf(snippet));
    expect(outcome).toMatchObject({ type: 'AttributeError', line });
    if (!hasColumns) return;
    const shifted = [outcome.column, outcome.endColumn].map((at) => shift(program.source, line, at ?? 0));
    expect(shifted).toEqual([column, column + snippet.length]);
  });
});

// As ports.ts says: each shift of the line from whose column on the text lies counts.
function shift({ columnShifts }: PythonSource, line: number, column: number): number {
  const passed = columnShifts.filter((item) => item.line === line && item.column <= column);
  return passed.reduce((sum, { by }) => sum + by, column);
}
