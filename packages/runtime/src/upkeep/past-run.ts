/** What a command has to know of a run before it goes on with it. */
import { join } from 'node:path';
import type { RunHeader } from '../run-history.js';
import { checkPresent, readPastRun } from '../store/past-run.js';
import { checkRunId } from '../store/run-id.js';

/**
 * @param home of a runtime. Absolute
 * @throws TaskloomError RUN_UNKNOWN, RUN_ID_INVALID, RUN_DAMAGED
 */
export async function readRunHeader(home: string, runId: string): Promise<RunHeader> {
  const runs = join(home, 'runs');
  await checkPresent(runs, checkRunId(runId));
  return (await readPastRun(join(runs, runId))).header;
}
