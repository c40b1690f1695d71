/** A run that is cut off anywhere, and goes on, comes to what it would have come to. */
import { cpSync, readFileSync, truncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type RunEvent } from '@taskloom/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
    const ended = listEnded(journal);
    const again: string[] = [];
    const observe = (event: RunEvent): void => {
      const isAgain = event.kind === 'task' && event.state === 'running' && ended.has(nameInstance(event));
      if (isAgain) again.push(nameInstance(event));
    };
    await using runtime = createRuntime({ home: part, concurrency: 4, observers: [observe] });
    await expectRecorded(one, await runtime.resume(dag, 'r'), false);
    expect(again).toEqual([]);
  }
});

interface Instance {
  readonly taskId: string;
  readonly mapIndexes: readonly number[];
}

const nameInstance = ({ taskId, mapIndexes }: Instance): string => `${taskId}${JSON.stringify(mapIndexes)}`;
const FINAL = ['success', 'failed', 'skipped', 'upstream_failed'];

/** What is in a final state when the journal ends, a torn line apart. */
function listEnded(journal: string): ReadonlySet<string> {
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  const events = lines.flatMap((line) => JSON.parse(line).entry.event ?? []);
  return new Set(
    events
      .filter(({ state }) => FINAL.includes(state))
      .filter((event) => event.kind === 'task')
      .map(nameInstance),
  );
}
