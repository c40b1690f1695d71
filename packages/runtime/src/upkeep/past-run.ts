/** What a command has to know of a run before it goes on with it. */
import { join } from 'node:path';
import { formatInstanceId, listEnclosing } from '../instance-id.js';
import type { RunHistoryEntry } from '../run-history.js';
import { checkPresent, readPastRun } from '../store/past-run.js';
import { checkRunId } from '../store/run-id.js';

export interface PastRunFacts {
  readonly dagId: string;
  /** The author's file, where that is known. Absolute. */
  readonly sourceFile?: string;
  /** Whether it came to its end: it was not cut off. */
  readonly hasEnded: boolean;
  /** Ids of the task instances that failed: `load`, `load[3]`. */
  readonly failed: readonly string[];
}

/**
 * @param home of a runtime. Absolute
 * @throws TaskloomError RUN_UNKNOWN, RUN_ID_INVALID, RUN_DAMAGED
 */
export async function describePastRun(home: string, runId: string): Promise<PastRunFacts> {
  const runs = join(home, 'runs');
  await checkPresent(runs, checkRunId(runId));
  const { header, history } = await readPastRun(join(runs, runId));
  const { dagId, sourceFile } = header;
  const last = history.filter(({ kind }) => kind === 'run').at(-1);
  return {
    dagId,
    ...(sourceFile === undefined ? {} : { sourceFile }),
    hasEnded: last?.kind === 'run' && last.state !== 'running',
    failed: listFailed(history),
  };
}

function listFailed(history: readonly RunHistoryEntry[]): readonly string[] {
  const last = new Map<string, Extract<RunHistoryEntry, { kind: 'task' }>>();
  for (const entry of history) {
    if (entry.kind === 'task') last.set(formatInstanceId(entry), entry);
    if (entry.kind !== 'cleared') continue;
    const cleared = new Set(entry.instances.map(formatInstanceId));
    for (const [id, one] of last) if (listEnclosing(one).some((whole) => cleared.has(whole))) last.delete(id);
  }
  return [...last].filter(([, { state }]) => state === 'failed').map(([id]) => id);
}
