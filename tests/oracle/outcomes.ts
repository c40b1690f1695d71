/** What a run came to, held against what was recorded of it. */
import type { RunResult } from '@taskloom/runtime';
import { expect } from 'vitest';
import type { Case, Outcome } from './graph.js';
import { HERE } from './here.js';

/** What may come of a graph here. */
export function getRecorded({ graph, recorded }: Case): Case['recorded'] {
  return HERE[graph.id] ?? recorded;
}

/** @param withTries whether it took as many attempts as well */
export async function expectRecorded(one: Case, result: RunResult<unknown>, withTries = true): Promise<void> {
  const recorded = getRecorded(one).outcomes ?? [];
  const incomparable = new Set([...listIncomparable(one), ...listVarying(recorded)]);
  const pick = (outcome: Outcome): Outcome => pickComparable(outcome, incomparable, withTries);
  const seen = pick(await describeResult(result));
  const outcomes = recorded.map(pick);
  // One of them, whichever: where there are several, the nearest is shown.
  expect(
    outcomes.find((outcome) => JSON.stringify(sort(outcome)) === JSON.stringify(sort(seen))) ?? outcomes[0],
  ).toEqual(seen);
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
function pickComparable({ run, tasks }: Outcome, incomparable: ReadonlySet<string>, withTries: boolean): Outcome {
  const entries = Object.entries(tasks).map(([id, { state, tries, value: stored, listed }]) => {
    const value = listed ?? stored;
    const known = value === undefined || value === null || incomparable.has(id.replace(/\[.*/, '')) ? {} : { value };
    return [id, { state, tries: withTries ? tries : 0, ...known }] as const;
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

function sort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sort(item)]),
  );
}
