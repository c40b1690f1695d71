import type { DagClass } from '@taskloom/sdk/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LineTable } from '../../../packages/runtime/src/source/line-table.js';
import { FixtureFolder } from './load-fixture.js';
import { ROWS } from './refused-methods.js';

const PRELUDE = `import { dag, python, task } from '@taskloom/sdk';
import { join } from 'node:path';
import { LIMITS } from './settings.js';
const LIMIT = 10;
const SETTINGS = { a: 1 };
let counter = 0;
const wrap = (body) => body;
const load = async () => 1;
`;

const folder = new FixtureFolder();
let dags: Record<string, DagClass> = {};
let text = '';
afterAll(() => folder[Symbol.dispose]());
beforeAll(async () => {
  const classes = ROWS.map(
    ({ method }, index) => `@dag() export class Case${index} { @task.virtualenv() ${method} flow() {} }`,
  );
  text = [PRELUDE, ...classes].join('\n');
  folder.write('cases.ts', text);
  dags = await import(`${folder.path}/cases.ts`);
});

describe('what cannot become Python is refused, with its place', () => {
  it.each(ROWS.map((row, index) => [row.method, row, index] as const))('%s', async (_method, row, index) => {
    const start = text.indexOf(row.method, text.indexOf(`class Case${index} `));
    const { line, column } = new LineTable(text).toPosition(text.indexOf(row.at, start));
    const file = `${folder.path}/cases.ts`;
    const location = { file, line, column, source: new LineTable(text).getLine(line) };
    const { code, hint } = row;
    const message = row.message.replace('FOLDER', folder.path);
    await expect(folder.read(dags[`Case${index}`] as DagClass, 'run')).rejects.toMatchObject({
      code,
      message,
      hint,
      location,
    });
  });
});
