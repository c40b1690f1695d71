/** Finds the DAG among the exports of a pipeline's file. */

import { basename } from 'node:path';
import { type DagClass, describeNearest, findDagRecord, type TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { listWords } from './list-words.js';
import { describeMissingDag } from './missing-dag.js';

export interface Choice {
  /** A DAG's id or the name of its export. Needed where there are several. */
  readonly name: string | undefined;
  /** Of the file, for messages. Absolute. */
  readonly path: string;
}

interface Candidate {
  readonly dag: DagClass;
  readonly dagId: string;
  readonly exportNames: string[];
}

/** @throws TaskloomError USAGE, DAG_NOT_DECORATED */
export function chooseDag(exports: Readonly<Record<string, unknown>>, { name, path }: Choice): DagClass {
  const candidates = findCandidates(exports);
  if (candidates.length === 0) throw describeMissingDag(exports, path);
  const fitting = candidates.filter(
    ({ dagId, exportNames }) => name === undefined || dagId === name || exportNames.includes(name),
  );
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only.dag;
  throw describeChoice({ name, path }, { candidates, fitting });
}

/** @throws TaskloomError USAGE, DAG_NOT_DECORATED where there is none */
export function listDags(exports: Readonly<Record<string, unknown>>, path: string): readonly DagClass[] {
  const candidates = findCandidates(exports);
  if (candidates.length === 0) throw describeMissingDag(exports, path);
  return candidates.map(({ dag }) => dag);
}

/** Each DAG once, under however many names it is exported. */
function findCandidates(exports: Readonly<Record<string, unknown>>): readonly Candidate[] {
  const found = new Map<unknown, Candidate>();
  for (const [name, value] of Object.entries(exports)) {
    const record = typeof value === 'function' ? findDagRecord(value) : undefined;
    if (record === undefined) continue;
    const dag = value as DagClass;
    const candidate = found.get(value) ?? { dag, dagId: record.options.id ?? dag.name, exportNames: [] };
    candidate.exportNames.push(name);
    found.set(value, candidate);
  }
  return [...found.values()];
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly fitting: readonly Candidate[];
}

function describeChoice({ name, path }: Choice, { candidates, fitting }: Found): TaskloomError {
  const file = basename(path);
  const names = candidates.map(({ dagId, exportNames: [first = dagId] }) => (fitting.length > 1 ? first : dagId));
  if (name !== undefined && fitting.length === 0) {
    return runtimeError('USAGE', `${file} exports no DAG "${name}".`, { hint: describeNearest(name, names) });
  }
  const known = listWords(names, 'or');
  return runtimeError('USAGE', `${file} exports ${fitting.length} DAGs.`, {
    hint: `Choose one: --dag ${known}.`,
    details: { dags: names },
  });
}
