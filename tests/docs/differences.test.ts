import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCases } from '../oracle/graph.ts';
import { HERE } from '../oracle/here.ts';
import { ROOT, readDocument } from './documents.ts';

const FAMILIES = readdirSync(join(ROOT, 'tests/oracle'))
  // Schedules are no graphs.
  .filter((name) => name.endsWith('.json') && name !== 'schedules.json')
  .map((name) => name.replace(/\.json$/, ''));
const CASES = FAMILIES.flatMap(readCases);
const [, DIFFERENCES = ''] = readDocument('docs/control-flow.md').split('## Where this differs from Airflow');
const NAMED = [...DIFFERENCES.matchAll(/`([a-z-]+\/[\w/+.-]+)`/g)].map(([, id = '']) => id);

describe('the differences from Airflow in docs/control-flow.md', () => {
  it('name every recorded case in which Airflow is no model', () => {
    const peculiar = CASES.filter(({ peculiar }) => peculiar !== undefined).map(({ graph }) => graph.id);

    expect([...new Set([...peculiar, ...Object.keys(HERE)])].filter((id) => !NAMED.includes(id))).toEqual([]);
  });

  it('name no case that is not recorded', () => {
    const known = new Set(CASES.map(({ graph }) => graph.id));

    expect(NAMED.filter((id) => !known.has(id))).toEqual([]);
  });
});
