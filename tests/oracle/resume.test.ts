/** A run that is cut off anywhere, and goes on, comes to what it would have come to. */
import { cpSync, readFileSync, truncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime } from '@taskloom/runtime';
import { afterAll, beforeAll, it } from 'vitest';
import { BY_TIME, CASES, loadClasses } from './cases.js';
import { expectRecorded, getRecorded } from './outcomes.js';

/** Bodies that look at the number of their attempt are left out: one more is one more than was recorded. */
const RESUMABLE = CASES.filter((one) => {
  const text = JSON.stringify(one.graph);
  return getRecorded(one).refused === undefined && !text.includes('"failFirst"') && !BY_TIME.test(text);
});
/** Of each graph, spread over its journal. More of them find more: TASKLOOM_CUTS=50. */
const CUTS = Number(process.env['TASKLOOM_CUTS'] ?? 2);

const classes = await loadClasses(
  RESUMABLE.map(({ graph }) => graph),
  'typescript',
  'resumed',
);
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'taskloom-resume-'));
});
afterAll(() => rm(home, { recursive: true }));

it.each(RESUMABLE.map((one, index) => [one.graph.id, one, index] as const))('%s', async (id, one, index) => {
  const dag = classes[index] as (typeof classes)[number];
  const whole = join(home, id);
  const params = one.graph.given === undefined ? {} : { params: one.graph.given };
  {
    await using runtime = createRuntime({ home: whole, concurrency: 4 });
    await runtime.run(dag, { runId: 'r', ...params });
  }
  const bytes = readFileSync(join(whole, 'runs/r/journal.ndjson'));
  for (let cut = 1; cut <= CUTS; cut += 1) {
    const part = join(home, `${id}-${cut}`);
    cpSync(whole, part, { recursive: true });
    const journal = join(part, 'runs/r/journal.ndjson');
    const first = bytes.indexOf('\n') + 1;
    truncateSync(journal, first + Math.floor(((bytes.length - first) * (cut + (index % 7) / 7)) / (CUTS + 1)));
    await using runtime = createRuntime({ home: part, concurrency: 4 });
    await expectRecorded(one, await runtime.resume(dag, 'r'), false);
  }
});
