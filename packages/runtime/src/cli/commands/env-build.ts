/** `taskloom env build`: the environments of a file's tasks, built ahead of a run. */
import { EXIT, type ExitCode } from '../exit-code.js';
import { findFrozen } from '../frozen.js';
import { listenForInterrupts } from '../interrupts.js';
import { type ParamsOption, readParams } from '../json-option.js';
import { loadPipelines } from '../load/load-pipeline.js';
import { findPythonDownloads, type PythonDownloadsOption } from '../python-downloads.js';
import { cleanLine } from '../render/clean-line.js';
import { renderColumns } from '../render/columns.js';
import { shortenKey } from '../render/run-progress.js';
import { findHome, type World } from '../world.js';

export interface EnvBuildOptions extends ParamsOption, PythonDownloadsOption {
  readonly frozen?: boolean;
}

/** @throws TaskloomError what is wrong with the pipeline, and what cannot be built */
export async function envBuildCommand(file: string, options: EnvBuildOptions, world: World): Promise<ExitCode> {
  // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
  const { buildDags } = await import('../../upkeep/build-dags.js');
  const dags = await loadPipelines(file, world.cwd);
  const abort = new AbortController();
  using interrupts = listenForInterrupts(() => abort.abort());
  try {
    const built = await buildDags(dags, {
      home: findHome(world),
      params: readParams(options),
      ...findFrozen(options),
      ...findPythonDownloads(options),
      signal: abort.signal,
      onProgress: ({ state, detail }, { taskId }) => {
        if (state === 'building') void world.err.write(`${taskId}: building (${cleanLine(detail ?? '')})\n`);
      },
    });
    const rows = built.map(({ key, python, taskIds }) => [shortenKey(key), taskIds.join(', '), python]);
    void world.out.write(rows.length === 0 ? 'No task needs an environment.\n' : `${renderColumns(rows).join('\n')}\n`);
    return EXIT.success;
  } catch (error) {
    if (interrupts.exitCode !== undefined) return interrupts.exitCode;
    throw error;
  }
}
