/** `taskloom resume` and `taskloom clear`: goes on with a run, from the file that it began with. */
import type { DagClass } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { Runtime } from '../../runtime-interface.js';
import { describePastRun, type PastRunFacts } from '../../upkeep/past-run.js';
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
    const past = await describePastRun(findHome(world), runId);
    const clear = [...(options.clear ?? []), ...(options.failed === true ? past.failed : [])];
    return {
      file: findFile(past, options),
      dag: options.dag ?? past.dagId,
      ...(past.hasEnded && clear.length === 0 ? { note: describeEnd(runId, past) } : {}),
      start: (runtime: Runtime, dag: DagClass) => runtime.startResume(dag, runId, { clear }),
    };
  };
  return driveRun(prepare, options, world);
}

function findFile({ dagId, sourceFile }: PastRunFacts, { file }: ResumeCommandOptions): string {
  const found = file ?? sourceFile;
  if (found !== undefined) return found;
  throw runtimeError('USAGE', `It is not known in which file the DAG "${dagId}" is.`, {
    hint: 'Name it: `--file pipeline.ts`.',
  });
}

function describeEnd(runId: string, { failed }: PastRunFacts): string {
  if (failed.length === 0) return 'The run had ended. Nothing is run again.';
  return `The run had ended. To run again what failed: taskloom resume ${runId} --failed`;
}
