/** `taskloom run`: a run from the file to the value. */
import type { DagClass } from '@taskloom/sdk/internal';
import type { Runtime } from '../../runtime-interface.js';
import { type DriveOptions, driveRun } from '../drive-run.js';
import type { ExitCode } from '../exit-code.js';
import { readRunOptions } from '../read-run-options.js';
import type { World } from '../world.js';

export interface RunCommandOptions extends DriveOptions {
  readonly dag?: string;
  readonly params?: string;
  readonly logicalDate?: string;
  readonly runId?: string;
}

/** @throws TaskloomError what keeps the run from starting */
export function runCommand(file: string, options: RunCommandOptions, world: World): Promise<ExitCode> {
  const prepare = () => {
    const { runId } = options;
    const runOptions = { ...readRunOptions(options), ...(runId === undefined ? {} : { runId }) };
    return { file, dag: options.dag, start: (runtime: Runtime, dag: DagClass) => runtime.start(dag, runOptions) };
  };
  return driveRun(prepare, options, world);
}
