/** A run from its plan to its result: ties the walker to the store, the executors and the events. */
import { setMaxListeners } from 'node:events';
import { type TaskKind, TaskloomError } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../context-facts.js';
import { runtimeError } from '../errors.js';
import type { RunPlan } from '../plan/build-plan.js';
import type { AbortReason, Clock, Notify, RunRecord, TaskExecutor, WireText } from '../ports.js';
import type { RunEvent, RunState } from '../run-event.js';
import type { Slots } from '../scheduler/slots.js';
import type { TaskGraph } from '../scheduler/task-graph.js';
import { walk } from '../scheduler/walk.js';
import { resolveInput } from '../values/resolve-input.js';
import { callRunCallback } from './attempt/callbacks.js';
import { InstanceRunner } from './attempt/instance-runner.js';
import { RunInputs } from './inputs/run-inputs.js';
import { RunXComs } from './inputs/run-xcoms.js';
import { checkLists, describeHistory, findEnd } from './past-run.js';
import type { PastRun } from './restore-run.js';
import { RunRecorder } from './run-recorder.js';
import type { FinishedRun } from './run-result.js';
import { RunStates } from './run-states.js';

export interface RunRequest {
  readonly plan: RunPlan;
  readonly graph: TaskGraph;
  /** Of a run that goes on. */
  readonly past?: PastRun;
  readonly context: RunContextFacts;
  /** The context as the wire object that references into it descend into. */
  readonly contextValue: WireText;
  readonly record: RunRecord;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly slots: Slots;
  readonly maxMapLength: number;
  /** Aborted with an `AbortReason`: nothing starts any more but teardowns. */
  readonly signal: AbortSignal;
  /** Aborted with one: teardowns end, too. */
  readonly forceSignal: AbortSignal;
  /** Tells observers and readers. A returned promise slows output down. */
  publish(event: RunEvent): Promise<void> | undefined;
}

export function runDag(request: RunRequest): Promise<FinishedRun> {
  return new DagRun(request).run();
}

class DagRun {
  readonly #request: RunRequest;
  readonly #graph: TaskGraph;
  readonly #states: RunStates;
  readonly #recorder: RunRecorder;
  readonly #inputs: RunInputs;
  readonly #runner: InstanceRunner;
  /** Also aborted when the run has failed before its end, or cannot go on: what runs is ended then, too. */
  readonly #stop = new AbortController();
  readonly #force = new AbortController();

  constructor(request: RunRequest) {
    const { plan, graph, past, record, context, contextValue, maxMapLength } = request;
    // One for each task that runs, and for each that waits for its retry.
    setMaxListeners(0, this.#stop.signal, this.#force.signal);
    this.#request = request;
    this.#graph = graph;
    const states = past?.states ?? new RunStates(plan.tasks);
    this.#states = states;
    this.#recorder = new RunRecorder({ ...request, dagId: plan.spec.dagId, states });
    this.#inputs = new RunInputs({
      maps: plan.spec.maps,
      mapsWithTasks: new Set([...this.#graph.values()].flatMap(({ maps }) => maps.map(({ spec }) => spec.mapId))),
      depths: new Map([...this.#graph].map(([taskId, { maps }]) => [taskId, maps.length])),
      record,
      params: context.params,
      context: contextValue,
      maxMapLength,
      getState: (instance) => states.getState(instance),
    });
    const mapsAround = new Map(
      [...this.#graph].map(([taskId, { maps }]) => [taskId, maps.map(({ spec }) => spec.mapId)]),
    );
    const listInstances = (taskId: string) => states.listOf(taskId);
    this.#runner = new InstanceRunner({
      ...request,
      inputs: this.#inputs,
      xcoms: new RunXComs({ record, tasks: plan.spec.tasks, mapsAround, listInstances }),
      states,
      signal: this.#stop.signal,
      forceSignal: this.#force.signal,
    });
  }

  async run(): Promise<FinishedRun> {
    const { record, signal, forceSignal } = this.#request;
    const release = [forward(signal, this.#stop), forward(forceSignal, this.#force)];
    try {
      const { past } = this.#request;
      if (past !== undefined) await checkLists(past, this.#graph, this.#inputs);
      await record.clear(past?.cleared ?? []);
      const state = past === undefined ? undefined : findEnd(past);
      return state === undefined ? await this.#walk() : await this.#tellAgain(state);
    } finally {
      for (const stop of release) stop();
      // What went wrong before is what the caller gets to know.
      await record.close().catch(() => undefined);
    }
  }

  /** Nothing is left to do. */
  async #tellAgain({ state, at }: NonNullable<PastRun['ended']>): Promise<FinishedRun> {
    const { past, clock } = this.#request;
    const { startedAt = clock.now() } = past ?? {};
    const result = state === 'success' ? await this.#resolveResult() : this.#describePastStop();
    return { ...this.#describe(state, startedAt), endedAt: at, ...result };
  }

  #describePastStop(): Pick<FinishedRun, 'error'> {
    const stopped = this.#states.list().find(({ isStopped }) => isStopped === true);
    if (stopped === undefined) return {};
    return { error: runtimeError('RUN_STOPPED', `It was stopped, because ${stopped.reason}.`) };
  }

  async #walk(): Promise<FinishedRun> {
    const { plan, past, context, clock, slots, signal } = this.#request;
    const begunAt = clock.now();
    await this.#recorder.recordRun('running', begunAt);
    const timeout = this.#limitTime();
    try {
      await walk({
        graph: this.#graph,
        ...(past === undefined ? {} : { history: describeHistory(past) }),
        slots,
        clock,
        maxActiveTasks: plan.spec.maxActiveTasks ?? Number.POSITIVE_INFINITY,
        failFast: plan.spec.failFast ?? false,
        signal: this.#stop.signal,
        forceSignal: this.#force.signal,
        runAttempt: (instance, attempt) => this.#runner.run(instance, attempt),
        measureList: (map, mapIndexes) => this.#inputs.measure(map, mapIndexes),
        onVerdict: (instance, attempt, verdict) => this.#runner.tell(instance, attempt, verdict),
        recordState: (change) => this.#recorder.recordState(change),
        recordMapping: (mapping) => this.#recorder.recordMapping(mapping),
        seedRetry: ({ node }, attempt) =>
          `${context.dagId}#${node.task.spec.taskId}#${context.ts.replace('T', ' ')}#${attempt}`,
        onFailFast: ({ node }) =>
          this.#stop.abort(stopped(`the task "${node.task.spec.taskId}" failed and the DAG is to fail fast`)),
        onFault: (error) => this.#abandon(error),
      });
    } finally {
      timeout.release();
    }
    const judged = timeout.hasPassed() ? 'failed' : this.#states.judgeRun(signal.aborted);
    const result = judged === 'success' ? await this.#resolveResult() : this.#describeStop();
    const state = judged === 'success' && 'error' in result ? 'failed' : judged;
    const endedAt = clock.now();
    await this.#recorder.recordRun(state, endedAt);
    await callRunCallback(state, { ...this.#request, forceSignal: this.#force.signal });
    return { ...this.#describe(state, past?.startedAt ?? begunAt), endedAt, ...result };
  }

  #describe(state: RunState, startedAt: Date): FinishedRun {
    const { record, plan } = this.#request;
    const { runId } = record;
    return { runId, dagId: plan.spec.dagId, state, startedAt, instances: this.#states.list(), record };
  }

  /** The run fails when it takes longer than its author allows. */
  #limitTime() {
    const { plan, clock } = this.#request;
    const { runTimeoutMs } = plan.spec;
    const done = new AbortController();
    let hasPassed = false;
    if (runTimeoutMs !== undefined) {
      void clock.sleep(runTimeoutMs, done.signal).then(() => {
        if (done.signal.aborted || this.#stop.signal.aborted) return;
        hasPassed = true;
        this.#stop.abort(stopped(`the run took longer than its runTimeout of ${runTimeoutMs / 1000} s`));
      });
    }
    return { hasPassed: () => hasPassed, release: () => done.abort() };
  }

  /** Where no task has failed by itself, that is why there is no value. */
  #describeStop(): Pick<FinishedRun, 'error'> {
    const reason = this.#stop.signal.reason as AbortReason | undefined;
    if (reason?.kind !== 'stopped') return {};
    return { error: runtimeError('RUN_STOPPED', `It was stopped, because ${reason.because}.`) };
  }

  #abandon(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const reason: AbortReason = { kind: 'cancelled', reason: `the run cannot go on: ${message}` };
    this.#stop.abort(reason);
    this.#force.abort(reason);
  }

  /** What `flow` returned may refer to a field that no task has given. */
  async #resolveResult(): Promise<Pick<FinishedRun, 'value' | 'error'>> {
    try {
      return { value: (await resolveInput(this.#request.plan.spec.result, this.#inputs.sourcesFor([]))) ?? 'null' };
    } catch (error) {
      if (error instanceof TaskloomError) return { error };
      throw error;
    }
  }
}

function stopped(because: string): AbortReason {
  return { kind: 'stopped', because };
}

/** Aborts the second with the reason of the first. @returns what ends that */
function forward(from: AbortSignal, to: AbortController): () => void {
  const abort = (): void => to.abort(from.reason);
  if (from.aborted) abort();
  from.addEventListener('abort', abort, { once: true });
  return () => from.removeEventListener('abort', abort);
}
