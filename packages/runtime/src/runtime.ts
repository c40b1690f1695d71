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
import type { AbortReason, Clock, Notify, PlannedTask, RunStore, SourceReader, TaskExecutor } from './ports.js';
import { prepareProcesses } from './process/start-process.js';
import { callObserver } from './run/call-observer.js';
import { followSignal } from './run/caller-signal.js';
import { encodeContext } from './run/context/context-value.js';
import { checkLogicalDate } from './run/context/logical-date.js';
import { describeRunContext } from './run/context/run-context.js';
import { resolveRunParams } from './run/context/run-params.js';
import { EventStream } from './run/event-stream.js';
import { runDag } from './run/run-dag.js';
import { openRunEvents } from './run/run-events.js';
import { createRunResult, type RunResult } from './run/run-result.js';
import { runTaskAlone } from './run/run-task-alone.js';
import type { RunEvent } from './run-event.js';
import type { DagClass, FlowResult, RunHandle, Runtime, TaskNames } from './runtime-interface.js';
import {
  checkRunOptions,
  checkTaskRunOptions,
  type ResolvedRuntimeOptions,
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

interface RunPorts {
  readonly stream: EventStream;
  readonly signal: AbortSignal;
  readonly forceSignal: AbortSignal;
}

const CLOSED = 'the runtime was closed';

class LocalRuntime implements Runtime {
  readonly #options: ResolvedRuntimeOptions;
  readonly #clock: Clock = systemClock;
  readonly #store: RunStore;
  readonly #sources: SourceReader;
  readonly #executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly #notify: Notify;
  readonly #slots: Slots;
  readonly #active = new Set<ActiveRun>();
  #isClosed = false;

  constructor(options: ResolvedRuntimeOptions) {
    const { home, gracePeriodMs, python, frozen } = options;
    this.#options = options;
    this.#slots = new Slots(options.concurrency, options.pools);
    this.#store = createFileRunStore(home);
    this.#sources = createSourceReader({ cacheDir: join(home, 'sources') });
    const clock = this.#clock;
    const environments = createLocalEnvironments({ home, clock, frozen });
    const defaultPython = python === undefined ? {} : { defaultPython: python };
    this.#executors = createExecutors({ environments, gracePeriodMs, clock, ...defaultPython });
    this.#notify = createNotify({ gracePeriodMs, clock });
  }

  async run<D extends DagClass>(dag: D, options?: RunOptions): Promise<RunResult<FlowResult<D>>> {
    return this.start(dag, options).done;
  }

  start<D extends DagClass>(dag: D, options: RunOptions = {}): RunHandle<FlowResult<D>> {
    this.#checkOpen();
    checkRunOptions(options);
    const runId = checkRunId(options.runId ?? createRunId(this.#clock.now()));
    const stream = new EventStream();
    const abort = new AbortController();
    const force = new AbortController();
    const stop = (reason?: string): void => abort.abort(cancellation(reason));
    const end = (reason?: string): void => force.abort(cancellation(reason));
    const cancel = (reason?: string): void => (abort.signal.aborted ? end(reason) : stop(reason));
    const unlink = followSignal(options.signal, cancel);

    const signals = { signal: abort.signal, forceSignal: force.signal };
    const done = this.#run<FlowResult<D>>(dag, runId, options, { stream, ...signals }).finally(() => {
      unlink();
      stream.end();
    });
    void this.#track({ ended: done, cancel: stop, force: end });
    return { runId, done, cancel, [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() };
  }

  async plan<D extends DagClass>(dag: D, options: Pick<RunOptions, 'params' | 'logicalDate'> = {}): Promise<Plan> {
    this.#checkOpen();
    checkRunOptions(options);
    const plan = await this.#plan(describeDag(dag));
    if (options.logicalDate !== undefined) checkLogicalDate(plan.spec, options.logicalDate);
    if (options.params !== undefined) await resolveRunParams(options.params, plan, this.#options.maxMapLength);
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

  async #run<T>(
    dag: DagClass,
    runId: string,
    { params = {}, logicalDate = this.#clock.now() }: RunOptions,
    { stream, signal, forceSignal }: RunPorts,
  ): Promise<RunResult<T>> {
    const plan = await this.#plan(describeDag(dag));
    const { dagId } = plan.spec;
    checkLogicalDate(plan.spec, logicalDate);
    const context = describeRunContext({
      dag: plan.spec,
      runId,
      logicalDate,
      params: await resolveRunParams(params, plan, this.#options.maxMapLength),
    });
    const events = openRunEvents({
      ...{ runId, tasks: plan.tasks, executors: this.#executors, clock: this.#clock },
      tell: (event) => {
        this.#observe(event);
        return stream.push(event);
      },
    });
    const finished = await runDag({
      plan,
      context,
      contextValue: encodeContext(context),
      record: await this.#store.createRun(runId, dagId, plan.digest),
      executors: this.#executors,
      notify: this.#notify,
      clock: this.#clock,
      slots: this.#slots,
      maxMapLength: this.#options.maxMapLength,
      signal,
      forceSignal,
      publish: events.publish,
    }).finally(() => events.close());
    return createRunResult<T>(finished);
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
