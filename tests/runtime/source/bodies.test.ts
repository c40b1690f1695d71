import type { DagClass } from '@taskloom/sdk/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixtureFolder } from './load-fixture.js';
import { type Outcome, runBodies } from './run-bodies.js';
import { TABLES } from './tables.js';
import { VARIANTS } from './variants.js';

describe.each(VARIANTS)('a file %s', (_variant, change) => {
  describe.each(Object.entries(TABLES))('of %s', (table, rows) => {
    const folder = new FixtureFolder();
    let outcomes: readonly Outcome[] = [];
    afterAll(() => folder[Symbol.dispose]());
    beforeAll(async () => {
      const [dag] = Object.values(await folder.load(`${table}.ts`, change)) as DagClass[];
      const sources = await Promise.all(rows.map(([method]) => folder.read(dag as DagClass, method)));
      ({ outcomes } = runBodies(sources.map((source, index) => ({ source, args: rows[index]?.[1] ?? [] }))));
    });

    it.each(rows.map((row, index) => [...row, index] as const))('%s%j gives %j', (_method, _args, value, index) => {
      expect(outcomes[index]).toEqual({ value });
    });
  });
});
