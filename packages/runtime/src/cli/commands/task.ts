/** `taskloom task`: one task alone. Its value goes to stdout, everything else to stderr. */
import type { TaskFailure } from '../../task-failure.js';
import { EXIT, type ExitCode, exitCodeOfError } from '../exit-code.js';
import { findFrozen } from '../frozen.js';
import { listenForInterrupts } from '../interrupts.js';
import { parseArrayOption } from '../json-option.js';
import { loadPipeline } from '../load/load-pipeline.js';
import { openView } from '../open-view.js';
import { findPythonDownloads, type PythonDownloadsOption } from '../python-downloads.js';
import { readRunOptions } from '../read-run-options.js';
import { renderFailedTask } from '../render/run-report.js';
import { describeSurroundings } from '../render/surroundings.js';
import { renderValue } from '../render/value.js';
import { listenForRunMishaps } from '../run-mishaps.js';
import { isTaskloomError } from '../taskloom-error.js';
import { findHome, type World } from '../world.js';

export interface TaskCommandOptions extends PythonDownloadsOption {
  readonly dag?: string;
  readonly frozen?: boolean;
  readonly args: string;
  readonly params?: string;
  readonly logicalDate?: string;
}

/** @throws TaskloomError what keeps the task from starting */
export async function taskCommand(
  file: string,
  task: string,
  options: TaskCommandOptions,
  world: World,
): Promise<ExitCode> {
  const { out, err, env, cwd } = world;
  const args = parseArrayOption('--args', options.args);
  const runOptions = readRunOptions(options);
  // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
  const { createRuntime, preloadRuntime } = await import('../../runtime.js');
  await preloadRuntime();
  const dag = await loadPipeline(file, { dag: options.dag, cwd });
  const view = await openView(err, { env, takeOver: [out, err] });
  await using runtime = createRuntime({
    home: findHome(world),
    observers: [(event) => void view.show(event)],
    ...findFrozen(options),
    ...findPythonDownloads(options),
  });
  using interrupts = listenForInterrupts(
    () => {
      view.note('Cancelling: waiting for the task to end. Once more to kill it.');
      void runtime.close();
    },
    // It is not the pipeline that ends the process.
    () => mishaps[Symbol.dispose](),
  );
  using mishaps = listenForRunMishaps({ note: (text) => view.note(text), cancel: () => void runtime.close() });
  try {
    const value = await runtime.runTask(dag, task as never, args as never, runOptions).finally(() => view.close());
    const look = { colors: out.palette.enabled, width: out.columns, cut: out.isTerminal };
    void out.write(`${renderValue(value, look)}\n`);
    return EXIT.success;
  } catch (error) {
    const exitCode = reportEnd(error, task, world);
    return interrupts.exitCode ?? mishaps.exitCode ?? exitCode;
  }
}

function reportEnd(error: unknown, taskId: string, world: World): ExitCode {
  if (!isTaskloomError(error)) throw error;
  const { err } = world;
  if (error.code === 'TASK_SKIPPED') {
    void err.write(`${error.message}\n`);
    return EXIT.success;
  }
  const failure = error.details['failure'] as TaskFailure | undefined;
  if (error.code !== 'TASK_FAILED' || failure === undefined) throw error;
  const lines = renderFailedTask(
    { taskId, mapIndexes: [], attempts: 1, error: failure },
    describeSurroundings(err, world),
  );
  void err.write(`${lines.join('\n')}\n`);
  return exitCodeOfError(error);
}
