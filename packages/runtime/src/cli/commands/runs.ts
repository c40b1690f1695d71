/** `taskloom runs`: the runs of the home. */

import type { RunState } from '../../run-event.js';
import type { RunSummary } from '../../run-history.js';
import { createRuntime } from '../../runtime.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { formatAge } from '../render/amounts.js';
import { renderColumns } from '../render/columns.js';
import { formatDuration } from '../render/duration.js';
import { findHome, type World } from '../world.js';

export interface RunsCommandOptions {
  readonly dag?: string;
  readonly state?: RunState;
  readonly limit: number;
  readonly json?: boolean;
}

export async function runsCommand({ dag, state, limit, json }: RunsCommandOptions, world: World): Promise<ExitCode> {
  await using runtime = createRuntime({ home: findHome(world) });
  const filter = { limit, ...(dag === undefined ? {} : { dagId: dag }), ...(state === undefined ? {} : { state }) };
  const runs = await runtime.runs(filter);
  if (json === true) void world.out.write(`${JSON.stringify(runs, undefined, 2)}\n`);
  else
    void world.out.write(
      `${runs.length === 0 ? 'There are no runs.' : renderColumns(runs.map(listCells)).join('\n')}\n`,
    );
  return EXIT.success;
}

function listCells({ runId, dagId, state, startedAt, endedAt, isCutOff }: RunSummary): readonly string[] {
  const took = endedAt === undefined ? '' : `in ${formatDuration(endedAt.getTime() - startedAt.getTime())}`;
  const told = isCutOff === true ? 'cut off' : state;
  return [runId, dagId, told, formatAge(Date.now() - startedAt.getTime()), took];
}
