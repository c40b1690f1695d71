/** From the file that the user named to the DAG class in it. */
import type { DagClass } from '@taskloom/sdk/internal';
import { checkPipelineFile } from './check-pipeline-file.js';
import { chooseDag } from './choose-dag.js';
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
  const exports = await importPipeline(path);
  return chooseDag(exports, { name: dag, path });
}
