import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { RunResult } from '@taskloom/runtime';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from '../e2e/test-runtime.js';
import { holdSlowTasks } from './bodies.js';
import { type Case, type Graph, type Outcome, readCases } from './graph.js';
import { HERE } from './here.js';
import { type Language, writePipelines } from './write-pipeline.js';

const FAMILIES = [
  'rules',
  'rules-after',
  'order',
  'groups',
  'names',
  'retries',
  'values',
  'refusals',
  'branch',
  'short-circuit',
  'random',
  'mapping',
  'map-block',
  'rules-mapped',
  'setup',
  'fail-fast',
];
const CASES = FAMILIES.flatMap(readCases);
/** Every how many-eth case also runs in Python. */
const PYTHON_SHARE = 5;
const CACHE = join(import.meta.dirname, '../.cache/oracle');

type DagClass = new () => { flow(...args: never[]): unknown };

async function loadClasses(graphs: readonly Graph[], language: Language): Promise<readonly DagClass[]> {
  mkdirSync(CACHE, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'oracle_bodies.py'), join(CACHE, 'oracle_bodies.py'));
  const path = join(CACHE, `${language}.ts`);
  writeFileSync(path, writePipelines(graphs, language));
  const module = await import(path);
  return graphs.map((_, index) => module[`Case${index}`]);
}

/** Tasks whose values are not compared: those that decide, which have one here always and in Airflow at times. */
function listIncomparable({ graph, peculiar }: Case): ReadonlySet<string> {
  const isAny = (what: unknown): boolean =>
    (peculiar !== undefined && HERE[graph.id] === undefined) || /"(?:branch|shortCircuit)":/.test(JSON.stringify(what));
  return new Set(graph.tasks.filter((one) => isAny(one.do)).map(({ id }) => id));
}

/** Tasks whose values depend on which of the others has ended before: any value is right. */
function listVarying(outcomes: readonly Outcome[]): readonly string[] {
  const ids = new Set(outcomes.flatMap(({ tasks }) => Object.keys(tasks)));
  const write = ({ tasks }: Outcome, id: string): string =>
    JSON.stringify(tasks[id]?.listed ?? tasks[id]?.value ?? null);
  const varying = [...ids].filter((id) => new Set(outcomes.map((outcome) => write(outcome, id))).size > 1);
  return varying.map((id) => id.replace(/\[.*/, ''));
}

/** As in Airflow, null is no value. */
function pickComparable({ run, tasks }: Outcome, incomparable: ReadonlySet<string>): Outcome {
  const entries = Object.entries(tasks).map(([id, { state, tries, value: stored, listed }]) => {
    const value = listed ?? stored;
    const known = value === undefined || value === null || incomparable.has(id.replace(/\[.*/, '')) ? {} : { value };
    return [id, { state, tries, ...known }] as const;
  });
  return { run, tasks: Object.fromEntries(entries) };
}

async function describeResult(result: RunResult<unknown>): Promise<Outcome> {
  const tasks = result.tasks.map(async ({ taskId, mapIndexes, state, attempts, xcom }) => {
    const key = [taskId, ...mapIndexes.map((index) => `[${index}]`)].join('');
    return [key, { state, tries: attempts, value: await xcom() }] as const;
  });
  return { run: result.state, tasks: Object.fromEntries(await Promise.all(tasks)) };
}

/** What such a graph comes to depends on which task ends first, and processes end as they like. */
const BY_TIME = /"rule":"(?:one_\w+|always)"|"failFast":true/;

async function check(dag: DagClass, one: Case, language: Language): Promise<void> {
  const { graph } = one;
  const recorded = HERE[graph.id] ?? one.recorded;
  const incomparable = new Set([...listIncomparable(one), ...listVarying(recorded.outcomes ?? [])]);
  const isInTurn = language === 'python' && BY_TIME.test(JSON.stringify(graph));
  await using test = await createTestRuntime({ concurrency: isInTurn ? 1 : 4 });
  const running = test.runtime.run(dag, graph.given === undefined ? {} : { params: graph.given });
  if (recorded.refused !== undefined) {
    await expect(running).rejects.toHaveProperty('code');
    return;
  }
  const seen = pickComparable(await describeResult(await running), incomparable);
  const outcomes = (recorded.outcomes ?? []).map((outcome) => pickComparable(outcome, incomparable));
  // One of them, whichever: where there are several, the nearest is shown.
  expect(
    outcomes.find((outcome) => JSON.stringify(sort(outcome)) === JSON.stringify(sort(seen))) ?? outcomes[0],
  ).toEqual(seen);
}

function sort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sort(item)]),
  );
}

const graphs = CASES.map(({ graph }) => graph);
const typescript = await loadClasses(graphs, 'typescript');

describe('what Airflow did, TypeScript tasks do', () => {
  it.each(CASES.map((one, index) => [one.graph.id, one, index] as const))('%s', async (_id, one, index) => {
    await check(typescript[index] as DagClass, one, 'typescript');
  });
});

const pythonCases = CASES.filter(
  ({ graph }, index) => index % PYTHON_SHARE === 0 && !JSON.stringify(graph).includes('"slow"'),
);
const python = await loadClasses(
  pythonCases.map(({ graph }) => graph),
  'python',
);

describe('what Airflow did, Python tasks do', () => {
  it.each(pythonCases.map((one, index) => [one.graph.id, one, index] as const))('%s', async (_id, one, index) => {
    await check(python[index] as DagClass, one, 'python');
  });
});

const EARLY = CASES.filter(({ recorded }) => recorded.early !== undefined);

describe('while slow tasks run, those start that started in Airflow', () => {
  it.each(EARLY.map((one) => [one.graph.id, one] as const))('%s', async (_id, one) => {
    const release = holdSlowTasks();
    const started = new Set<string>();
    await using test = await createTestRuntime({
      concurrency: 8,
      observers: [
        (event) => (event.kind === 'task' && event.state === 'running' ? started.add(event.taskId) : undefined),
      ],
    });
    const running = test.runtime.run(typescript[CASES.indexOf(one)] as DagClass);
    const slow = new Set(one.graph.tasks.filter((task) => task.slow === true).map(({ id }) => id));
    const early = (): string[] => [...started].filter((id) => !slow.has(id)).sort();

    const expected = [...(one.recorded.early ?? [])].sort();
    while (!expected.every((id) => started.has(id))) await turn();
    // What does not wait either has begun, too, when the loop has turned many times.
    for (let turns = 0; turns < 200; turns += 1) await turn();
    const seen = early();
    release();
    await running;

    expect(seen).toEqual(expected);
  });
});
