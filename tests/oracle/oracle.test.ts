import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTestRuntime } from '../e2e/test-runtime.js';
import { holdSlowTasks } from './bodies.js';
import { BY_TIME, CASES, type DagClass, loadClasses } from './cases.js';
import type { Case } from './graph.js';
import { expectRecorded, getRecorded } from './outcomes.js';
import type { Language } from './write-pipeline.js';

/** Every how many-eth case also runs in Python. */
const PYTHON_SHARE = 5;
async function check(dag: DagClass, one: Case, language: Language): Promise<void> {
  const { graph } = one;
  const isInTurn = language === 'python' && BY_TIME.test(JSON.stringify(graph));
  await using test = await createTestRuntime({ concurrency: isInTurn ? 1 : 4 });
  const running = test.runtime.run(dag, graph.given === undefined ? {} : { params: graph.given });
  if (getRecorded(one).refused !== undefined) await expect(running).rejects.toHaveProperty('code');
  else await expectRecorded(one, await running);
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
