/** The composition root: the only file that picks implementations. What it makes is used through `Runtime`. */
import { join } from 'node:path';
import { type DagDefinition, describeDag, type TaskKind } from '@taskloom/sdk/internal';
import { createLocalEnvironments } from './environment/local-environments.js';
import { runtimeError } from './errors.js';
import { createExecutors } from './executor/create-executors.js';
import { createNotify } from './executor/notify.js';
import { prepareScratchFolders } from './executor/scratch-folder.js';
import { buildPlan, type RunPlan } from './plan/build-plan.js';
import { checkPool } from './plan/check-pool.js';
import { describePlan, type Plan } from './plan/describe-plan.js';
import type { AbortReason, Clock, PlannedTask, SourceReader, TaskExecutor } from './ports.js';
import { prepareProcesses } from './process/start-process.js';
import { beginRun, continueRun, type RunPorts, type RunWorld } from './run/begin-run.js';
import { callObserver } from './run/call-observer.js';
import { followSignal } from './run/caller-signal.js';
import { checkRun } from './run/check-run.js';
import { checkLogicalDate } from './run/context/logical-date.js';
import { describeRunContext } from './run/context/run-context.js';
import { resolveRunParams } from './run/context/run-params.js';
import { EventStream } from './run/event-stream.js';
import { createRunResult, type FinishedRun, type RunResult } from './run/run-result.js';
import { runTaskAlone } from './run/run-task-alone.js';
import type { RunEvent } from './run-event.js';
import type { RunSummary } from './run-history.js';
import type { DagClass, FlowResult, RunHandle, Runtime, TaskNames } from './runtime-interface.js';
import {
  checkResumeOptions,
  checkRunFilter,
  checkRunOptions,
  checkTaskRunOptions,
  type ResolvedRuntimeOptions,
  type ResumeOptions,
  type RunFilter,
  type RunOptions,
  type RuntimeOptions,
  resolveRuntimeOptions,
  type TaskRunOptions,
} from './runtime-options.js';
import { Slots } from './scheduler/slots.js';
import { createSourceReader } from './source/source-reader.js';
import { createFileRunStore } from './store/file-run-store.js';
import { checkRunId, createRunId } from './store/run-id.js';
import { systemClock } from './system-clock.js';

/**
 * A runtime for this machine. Nothing is started or written before the first run.
 *
 * @throws TaskloomError USAGE for options that are not valid
 */
export function createRuntime(options: RuntimeOptions = {}): Runtime {
  return new LocalRuntime(resolveRuntimeOptions(options));
}

/** Loads ahead what the first task of a runtime would have to wait for. Whoever only makes a runtime need not. */
export async function preloadRuntime(): Promise<void> {
  await Promise.all([prepareProcesses(), prepareScratchFolders()]);
}

interface ActiveRun {
  /** Its outcome is its caller's business: a rejection is not looked at here. */
  readonly ended: Promise<unknown>;
  /** Ends it, but for what takes down what was set up. */
  cancel(reason?: string): void;
  /** Ends that, too. */
  force(reason?: string): void;
}

const CLOSED = 'the runtime was closed';

class LocalRuntime implements Runtime {
  readonly #options: ResolvedRuntimeOptions;
  readonly #clock: Clock = systemClock;
  readonly #sources: SourceReader;
  readonly #executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly #world: RunWorld;
  readonly #active = new Set<ActiveRun>();
  #isClosed = false;

  constructor(options: ResolvedRuntimeOptions) {
    const { home, gracePeriodMs, python, pythonDownloads, frozen } = options;
    this.#options = options;
    this.#sources = createSourceReader({ cacheDir: join(home, 'sources') });
    const clock = this.#clock;
    const environments = createLocalEnvironments({ home, clock, frozen, pythonDownloads });
    const defaultPython = python === undefined ? {} : { defaultPython: python };
    this.#executors = createExecutors({ environments, gracePeriodMs, clock, ...defaultPython });
    this.#world = {
      store: createFileRunStore(home, clock),
      executors: this.#executors,
      notify: createNotify({ gracePeriodMs, clock }),
      clock,
      slots: new Slots(options.concurrency, options.pools),
      maxMapLength: options.maxMapLength,
      observe: (event) => this.#observe(event),
    };
  }

  async run<D extends DagClass>(dag: D, options?: RunOptions): Promise<RunResult<FlowResult<D>>> {
    return this.start(dag, options).done;
  }

  start<D extends DagClass>(dag: D, options: RunOptions = {}): RunHandle<FlowResult<D>> {
    this.#checkOpen();
    checkRunOptions(options);
    const { params = {}, logicalDate = this.#clock.now() } = options;
    const runId = checkRunId(options.runId ?? createRunId(this.#clock.now()));
    return this.#launch(runId, options.signal, async (ports) =>
      beginRun(await this.#plan(describeDag(dag)), { params, logicalDate }, this.#world, ports),
    );
  }

  async resume<D extends DagClass>(dag: D, runId: string, options?: ResumeOptions): Promise<RunResult<FlowResult<D>>> {
    return this.startResume(dag, runId, options).done;
  }

  startResume<D extends DagClass>(dag: D, runId: string, options: ResumeOptions = {}): RunHandle<FlowResult<D>> {
    this.#checkOpen();
    checkResumeOptions(options);
    const { clear = [], failed = false } = options;
    return this.#launch(checkRunId(runId), options.signal, async (ports) =>
      continueRun(await this.#plan(describeDag(dag)), { clear, failed }, this.#world, ports),
    );
  }

  async runs(filter: RunFilter = {}): Promise<readonly RunSummary[]> {
    this.#checkOpen();
    checkRunFilter(filter);
    const { dagId, state, limit } = filter;
    const all = await this.#world.store.listRuns();
    const fitting = all.filter(
      (run) => (dagId === undefined || run.dagId === dagId) && (state === undefined || run.state === state),
    );
    return fitting.slice(0, limit);
  }

  async plan<D extends DagClass>(dag: D, options: Pick<RunOptions, 'params' | 'logicalDate'> = {}): Promise<Plan> {
    this.#checkOpen();
    checkRunOptions(options);
    const plan = await this.#plan(describeDag(dag));
    const now = this.#clock.now();
    const { params, logicalDate } = options;
    if (logicalDate !== undefined) checkLogicalDate(plan.spec, logicalDate);
    if (params === undefined) return describePlan(plan);
    const facts = { dag: plan.spec, runId: createRunId(now), logicalDate: logicalDate ?? now };
    const resolved = await resolveRunParams(params, plan, this.#options.maxMapLength);
    checkRun(plan, describeRunContext({ ...facts, params: resolved }), this.#executors);
    return describePlan(plan);
  }

  async runTask<D extends DagClass, K extends TaskNames<D>>(
    dag: D,
    name: K,
    args: readonly unknown[],
    options: TaskRunOptions = {},
  ) {
    this.#checkOpen();
    checkTaskRunOptions(options);
    const definition = describeDag(dag);
    const abort = new AbortController();
    const cancel = (reason?: string): void => abort.abort(cancellation(reason));
    const unlink = followSignal(options.signal, cancel);
    const ended = runTaskAlone({
      definition,
      name: String(name),
      args: args ?? [],
      params: options.params,
      logicalDate: options.logicalDate,
      sources: this.#sources,
      executors: this.#executors,
      clock: this.#clock,
      signal: abort.signal,
      publish: (event) => this.#observe(event),
    }).finally(unlink);
    await this.#track({ ended, cancel, force: cancel });
    return (await ended) as never;
  }

  async close(): Promise<void> {
    const isAgain = this.#isClosed;
    this.#isClosed = true;
    const runs = [...this.#active];
    for (const run of runs) run.cancel(CLOSED);
    if (isAgain) for (const run of runs) run.force(CLOSED);
    await Promise.allSettled(runs.map((run) => run.ended));
    await Promise.all(Object.values(this.#executors).map((executor) => executor.close()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #launch<T>(
    runId: string,
    caller: AbortSignal | undefined,
    run: (ports: RunPorts) => Promise<FinishedRun>,
  ): RunHandle<T> {
    const stream = new EventStream();
    const abort = new AbortController();
    const force = new AbortController();
    const stop = (reason?: string): void => abort.abort(cancellation(reason));
    const end = (reason?: string): void => force.abort(cancellation(reason));
    const cancel = (reason?: string): void => (abort.signal.aborted ? end(reason) : stop(reason));
    const unlink = followSignal(caller, cancel);
    const finished = run({ runId, stream, signal: abort.signal, forceSignal: force.signal });
    const done = finished.then(createRunResult<T>).finally(() => {
      unlink();
      stream.end();
    });
    void this.#track({ ended: done, cancel: stop, force: end });
    return { runId, done, cancel, [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() };
  }

  async #track(active: ActiveRun): Promise<void> {
    this.#active.add(active);
    await active.ended.catch(() => undefined);
    this.#active.delete(active);
  }

  #plan(definition: DagDefinition): Promise<RunPlan> {
    const checkTask = (task: PlannedTask): void => {
      this.#executors[task.spec.kind].check?.(task);
      checkPool(task, this.#options.pools);
    };
    return buildPlan(definition, { sources: this.#sources, checkTask });
  }

  #observe(event: RunEvent): void {
    for (const observer of this.#options.observers) {
      // It may be async: then it fails later.
      void callObserver(observer, event);
    }
  }

  #checkOpen(): void {
    if (!this.#isClosed) return;
    throw runtimeError('RUNTIME_CLOSED', 'The runtime was closed.', { hint: 'Make a new one with createRuntime().' });
  }
}

function cancellation(reason: string | undefined): AbortReason {
  return reason === undefined ? { kind: 'cancelled' } : { kind: 'cancelled', reason };
}
