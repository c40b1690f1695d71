/** Finds the DAG among the exports of a pipeline's file. */
import { type DagClass, findDagId } from '@taskloom/sdk/internal';
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

/** @throws TaskloomError USAGE, MODULE_LOAD_FAILED */
export function chooseDag(exports: Readonly<Record<string, unknown>>, { name, path }: Choice): DagClass {
  const candidates = findCandidates(exports);
  if (candidates.length === 0) throw describeMissingDag(exports, path);
  const fitting = candidates.filter(({ dagId, exportNames }) =>
    name === undefined ? true : dagId === name || exportNames.includes(name),
  );
  const [only, another] = fitting;
  if (only !== undefined && another === undefined) return only.dag;
  const known = listWords(candidates.map(({ dagId }) => `"${dagId}"`).sort(), 'and');
  const names = `It has ${known}.`;
  if (only === undefined) {
    throw runtimeError('USAGE', `${path} exports no DAG "${name}".`, { hint: names });
  }
  throw runtimeError(
    'USAGE',
    `${path} exports ${fitting.length} DAGs${name === undefined ? '' : ` named "${name}"`}.`,
    {
      hint: `Choose one with --dag. ${names}`,
    },
  );
}

/** Each DAG once, under however many names it is exported. */
function findCandidates(exports: Readonly<Record<string, unknown>>): readonly Candidate[] {
  const found = new Map<unknown, Candidate>();
  for (const [name, value] of Object.entries(exports)) {
    const dagId = findDagId(value);
    if (dagId === undefined) continue;
    const candidate = found.get(value) ?? { dag: value as DagClass, dagId, exportNames: [] };
    candidate.exportNames.push(name);
    found.set(value, candidate);
  }
  return [...found.values()];
}
