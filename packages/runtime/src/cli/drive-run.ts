/** A run that the command begins, or goes on with: shown while it goes on, interrupted from the keyboard, and reported. */
import { join } from 'node:path';
import type { DagClass } from '@taskloom/sdk/internal';
import type { RunResult } from '../run/run-result.js';
import type { RunSummary } from '../run-history.js';
import type { RunHandle, Runtime } from '../runtime-interface.js';
import { type ExitCode, exitCodeOfRun } from './exit-code.js';
import { findFrozen } from './frozen.js';
import { listenForInterrupts } from './interrupts.js';
import { loadPipeline } from './load/load-pipeline.js';
import { openView } from './open-view.js';
import { parsePools } from './pool-option.js';
import { findPythonDownloads, type PythonDownloadsOption } from './python-downloads.js';
import { renderError } from './render/error.js';
import { createJsonView, describeError, describeResult } from './render/json-view.js';
import { renderRunReport } from './render/run-report.js';
import type { RunView } from './render/run-view.js';
import { describeSurroundings } from './render/surroundings.js';
import { renderValue } from './render/value.js';
import { findResultError } from './result-error.js';
import { listenForRunMishaps } from './run-mishaps.js';
import { isTaskloomError } from './taskloom-error.js';
import { findHome, type World } from './world.js';

export interface DriveOptions extends PythonDownloadsOption {
  readonly frozen?: boolean;
  readonly concurrency?: number;
  readonly pool: readonly string[];
  readonly json?: boolean;
}

export interface Driven {
  readonly file: string;
  /** Which of the file, where it exports several. */
  readonly dag: string | undefined;
  /** What is said where nothing was left to do. */
  describeIdle?(result: RunSummary): string;
  start(runtime: Runtime, dag: DagClass): RunHandle<unknown>;
}

/**
 * @param prepare finds out what is to be run: what it throws is told as JSON, too, where that is asked for
 * @throws TaskloomError what keeps the run from starting
 */
export async function driveRun(
  prepare: () => Driven | Promise<Driven>,
  options: DriveOptions,
  world: World,
): Promise<ExitCode> {
  if (options.json !== true) return drive(await prepare(), options, world);
  // What the pipeline prints by itself would be no JSON.
  const restore = world.out.divert((text) => void world.err.write(text));
  try {
    return await drive(await prepare(), options, world);
  } catch (error) {
    if (isTaskloomError(error)) void world.out.write(`${JSON.stringify(describeError(error))}\n`);
    throw error;
  } finally {
    restore();
  }
}

async function drive(
  { file, dag: name, describeIdle, start }: Driven,
  options: DriveOptions,
  world: World,
): Promise<ExitCode> {
  const pools = parsePools(options.pool);
  // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
  const { createRuntime, preloadRuntime } = await import('../runtime.js');
  await preloadRuntime();
  const dag = await loadPipeline(file, { dag: name, cwd: world.cwd });
  const home = findHome(world);
  await using runtime = createRuntime({
    home,
    pools,
    ...findFrozen(options),
    ...findPythonDownloads(options),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  const view = await openRunView(options, world);
  const handle = start(runtime, dag);
  using interrupts = listenForInterrupts(
    (signal) => {
      handle.cancel(signal);
      view.note('Cancelling: waiting for tasks to end. Once more to kill them.');
    },
    // It is not the pipeline that ends the process.
    () => mishaps[Symbol.dispose](),
  );
  using mishaps = listenForRunMishaps({ note: (text) => view.note(text), cancel: (reason) => handle.cancel(reason) });
  const { result, eventCount } = await follow(handle, view);
  if (eventCount === 0 && describeIdle !== undefined) note(describeIdle(result), options, world);
  const folder = join(home, 'runs', result.runId);
  if (options.json === true) void world.out.write(`${JSON.stringify(describeResult(result, folder))}\n`);
  else report(result, folder, world);
  const isCancelled = result.state === 'cancelled';
  return (isCancelled ? (interrupts.exitCode ?? mishaps.exitCode) : mishaps.exitCode) ?? exitCodeOfRun(result);
}

async function openRunView({ json }: DriveOptions, { out, err, env }: World): Promise<RunView> {
  const note = (text: string): void => void err.write(`${text}\n`);
  if (json === true) return createJsonView((text) => out.write(text), note);
  const takeOver = out.isTerminal ? [out, err].filter((output) => output.isTerminal) : [];
  return openView(out, { env, takeOver });
}

async function follow<T>(
  handle: RunHandle<T>,
  view: RunView,
): Promise<{ readonly result: RunResult<T>; readonly eventCount: number }> {
  let eventCount = 0;
  try {
    for await (const event of handle) {
      eventCount += 1;
      await view.show(event);
    }
    return { result: await handle.done, eventCount };
  } finally {
    view.close();
  }
}

/** With --json, stdout is for JSON alone. */
function note(text: string, { json }: DriveOptions, { out, err }: World): void {
  void (json === true ? err : out).write(`${text}\n`);
}

function report(result: RunResult<unknown>, folder: string, world: World): void {
  const { out } = world;
  const surroundings = describeSurroundings(out, world);
  const error = findResultError(result);
  const lines = [
    '',
    ...(error === undefined ? [] : [...renderError(error, surroundings), '']),
    ...renderRunReport({ result, folder }, surroundings),
  ];
  if (result.state === 'success' && result.value !== null && result.value !== undefined) {
    const look = { colors: out.palette.enabled, width: out.columns, cut: out.isTerminal };
    lines.push('', renderValue(result.value, look));
  }
  void out.write(`${lines.join('\n')}\n`);
}
