/** `taskloom resume` and `taskloom clear`: goes on with a run, from the file that it began with. */
import type { DagClass } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { RunHeader, RunSummary } from '../../run-history.js';
import type { Runtime } from '../../runtime-interface.js';
import { readRunHeader } from '../../upkeep/run-header.js';
import { type Driven, type DriveOptions, driveRun } from '../drive-run.js';
import type { ExitCode } from '../exit-code.js';
import { findHome, type World } from '../world.js';

export interface ResumeCommandOptions extends DriveOptions {
  readonly file?: string;
  readonly dag?: string;
  readonly clear?: readonly string[];
  readonly failed?: boolean;
}

/** @throws TaskloomError what keeps the run from going on */
export function resumeCommand(runId: string, options: ResumeCommandOptions, world: World): Promise<ExitCode> {
  const prepare = async (): Promise<Driven> => {
    const header = await readRunHeader(findHome(world), runId);
    const { clear = [], failed = false } = options;
    return {
      file: findFile(header, options),
      dag: options.dag ?? header.dagId,
      describeIdle,
      start: (runtime: Runtime, dag: DagClass) => runtime.startResume(dag, runId, { clear, failed }),
    };
  };
  return driveRun(prepare, options, world);
}

function findFile({ dagId, sourceFile }: RunHeader, { file }: ResumeCommandOptions): string {
  const found = file ?? sourceFile;
  if (found !== undefined) return found;
  throw runtimeError('USAGE', `It is not known in which file the DAG "${dagId}" is.`, {
    hint: 'Name it: `--file pipeline.ts`.',
  });
}

/** Of a run in which nothing was left to do. */
function describeIdle({ runId, state }: RunSummary): string {
  if (state === 'success') return 'The run had ended. Nothing was run again.';
  return `The run had ended. To run again what failed: taskloom resume ${runId} --failed`;
}
