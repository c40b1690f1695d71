/** From the file that the user named to the DAG class in it. */
import type { DagClass } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { listenForMishaps } from '../mishaps.js';
import { checkPipelineFile } from './check-pipeline-file.js';
import { chooseDag, listDags } from './choose-dag.js';
import { importPipeline } from './import-pipeline.js';

export interface LoadOptions {
  /** The DAG's id or the name of its export. Needed where the file exports several. */
  readonly dag: string | undefined;
  /** What a relative path starts from. Absolute. */
  readonly cwd: string;
}

/**
 * Imports the file, which runs its top level.
 *
 * @throws TaskloomError USAGE where there is no such file or DAG, MODULE_LOAD_FAILED where the file cannot be
 *   imported, and what the decorators in it refuse
 */
export async function loadPipeline(file: string, { dag, cwd }: LoadOptions): Promise<DagClass> {
  const path = checkPipelineFile(file, cwd);
  const exports = await untilStalled(importPipeline(path), file);
  return chooseDag(exports, { name: dag, path });
}

/**
 * Every DAG that the file exports, for commands that are about the file.
 *
 * @throws TaskloomError as `loadPipeline` does
 */
export async function loadPipelines(file: string, cwd: string): Promise<readonly DagClass[]> {
  const path = checkPipelineFile(file, cwd);
  return listDags(await untilStalled(importPipeline(path), file), path);
}

/** A module may await at its top level, also for ever. */
async function untilStalled<T>(loading: Promise<T>, file: string): Promise<T> {
  let stall = (): void => undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    stall = () => reject(describeStall(file));
  });
  using _listeners = listenForMishaps({ onStall: () => stall() });
  return await Promise.race([loading, stalled]);
}

function describeStall(file: string) {
  return runtimeError('MODULE_LOAD_FAILED', `${file} never finished loading: it awaits something that never comes.`, {
    hint: 'Look for an `await` at the top level of the file, or of what it imports.',
  });
}
