/** What a run is about, for a command that goes on with it: which file, which DAG. */
import { join } from 'node:path';
import type { RunHeader } from '../run-history.js';
import { checkPresent, readRecordedRun } from '../store/recorded-run.js';
import { checkRunId } from '../store/run-id.js';

/**
 * @param home of a runtime. Absolute
 * @throws TaskloomError RUN_UNKNOWN, RUN_ID_INVALID, RUN_DAMAGED
 */
export async function readRunHeader(home: string, runId: string): Promise<RunHeader> {
  const runs = join(home, 'runs');
  await checkPresent(runs, checkRunId(runId));
  return (await readRecordedRun(join(runs, runId))).header;
}
