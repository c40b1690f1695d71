/** `taskloom env shell` and `taskloom env export`: the environment of one task, outside of a run. */
import { EXIT } from '../exit-code.js';
import { type ParamsOption, readParams } from '../json-option.js';
import { loadPipelines } from '../load/load-pipeline.js';
import { findPythonDownloads, type PythonDownloadsOption } from '../python-downloads.js';
import { cleanLine } from '../render/clean-line.js';
import { findHome, type World } from '../world.js';

export type EnvShellOptions = ParamsOption & PythonDownloadsOption;

export interface EnvExportOptions extends EnvShellOptions {
  readonly format: 'requirements' | 'dockerfile' | 'external';
}

/** Gives the exit code of the interpreter. @throws TaskloomError what cannot be built */
export async function envShellCommand(
  file: string,
  task: string,
  options: EnvShellOptions,
  world: World,
): Promise<number> {
  const { withTaskEnvironment, openShell } = await import('../../upkeep/task-environment.js');
  const dags = await loadPipelines(file, world.cwd);
  return withTaskEnvironment(dags, describeCommand(task, options, world), (environment, request) =>
    openShell(environment, request, world.cwd),
  );
}

/** @throws TaskloomError what cannot be built, USAGE for what cannot be exported so */
export async function envExportCommand(
  file: string,
  task: string | undefined,
  options: EnvExportOptions,
  world: World,
): Promise<number> {
  const { format } = options;
  const { withTaskEnvironment } = await import('../../upkeep/task-environment.js');
  const { formatRequirementsFile } = await import('../../upkeep/format-requirements.js');
  const { formatDockerfile } = await import('../../upkeep/format-dockerfile.js');
  const dags = await loadPipelines(file, world.cwd);
  const text = await withTaskEnvironment(dags, describeCommand(task, options, world), async (environment, request) => {
    if (format === 'external') return `${environment.python}\n`;
    if (format === 'dockerfile') return formatDockerfile(environment, request, world.cwd);
    return formatRequirementsFile(environment, request);
  });
  void world.out.write(text);
  return EXIT.success;
}

function describeCommand(taskId: string | undefined, options: EnvShellOptions, world: World) {
  return {
    ...{
      home: findHome(world),
      params: readParams(options),
      ...findPythonDownloads(options),
      taskId,
      signal: new AbortController().signal,
    },
    onProgress: ({ state, detail = '' }: { readonly state: string; readonly detail?: string }) => {
      if (state === 'building') void world.err.write(`building ${cleanLine(detail)}\n`);
    },
  };
}
