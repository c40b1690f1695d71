/** A run from its plan to its result: ties the walker to the store, the executors and the events. */
import { setMaxListeners } from 'node:events';
import { type TaskKind, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { getMapIndex } from '../instance-id.js';
import type { RunPlan } from '../plan/build-plan.js';
import type { AbortReason, Clock, Notify, RunRecord, TaskExecutor, WireText } from '../ports.js';
import type { RunEvent, RunState } from '../run-event.js';
import type { Slots } from '../scheduler/slots.js';
import { createTaskGraph, type TaskGraph } from '../scheduler/task-graph.js';
import { walk } from '../scheduler/walk.js';
import type { Mapping, StateChange } from '../scheduler/walk-request.js';
import { resolveInput } from '../values/resolve-input.js';
import { callRunCallback } from './attempt/callbacks.js';
import { InstanceRunner } from './attempt/instance-runner.js';
import type { RunContextFacts } from './context/run-context.js';
import { RunInputs } from './inputs/run-inputs.js';
import { RunXComs } from './inputs/run-xcoms.js';
import type { FinishedRun } from './run-result.js';
import { RunStates } from './run-states.js';

export interface RunRequest {
  readonly plan: RunPlan;
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
  readonly #inputs: RunInputs;
  readonly #runner: InstanceRunner;
  /** Also aborted when the run has failed before its end, or cannot go on: what runs is ended then, too. */
  readonly #stop = new AbortController();
  readonly #force = new AbortController();

  constructor(request: RunRequest) {
    const { plan, record, context, contextValue, maxMapLength } = request;
    // One for each task that runs, and for each that waits for its retry.
    setMaxListeners(0, this.#stop.signal, this.#force.signal);
    this.#request = request;
    this.#graph = createTaskGraph(plan.tasks, plan.spec.maps);
    const states = new RunStates(plan.tasks);
    this.#states = states;
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
      return await this.#walk();
    } finally {
      for (const stop of release) stop();
      // What went wrong before is what the caller gets to know.
      await record.close().catch(() => undefined);
    }
  }

  async #walk(): Promise<FinishedRun> {
    const { plan, context, record, clock, slots, signal } = this.#request;
    const startedAt = clock.now();
    await this.#recordRun('running', startedAt);
    const timeout = this.#limitTime();
    try {
      await walk({
        graph: this.#graph,
        slots,
        clock,
        maxActiveTasks: plan.spec.maxActiveTasks ?? Number.POSITIVE_INFINITY,
        failFast: plan.spec.failFast ?? false,
        signal: this.#stop.signal,
        forceSignal: this.#force.signal,
        runAttempt: (instance, attempt) => this.#runner.run(instance, attempt),
        measureList: (map, mapIndexes) => this.#inputs.measure(map, mapIndexes),
        onVerdict: (instance, attempt, verdict) => this.#runner.tell(instance, attempt, verdict),
        recordState: (change) => this.#recordState(change),
        recordMapping: (mapping) => this.#recordMapping(mapping),
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
    await this.#recordRun(state, endedAt);
    await callRunCallback(state, { ...this.#request, forceSignal: this.#force.signal });
    const { runId } = record;
    const instances = this.#states.list();
    return { runId, dagId: plan.spec.dagId, state, startedAt, endedAt, instances, record, ...result };
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

  #recordRun(state: RunState, at: Date): Promise<void> {
    const { record, plan } = this.#request;
    return this.#record({ kind: 'run', at, runId: record.runId, dagId: plan.spec.dagId, state });
  }

  #recordMapping(mapping: Mapping): Promise<void> {
    const { record, clock } = this.#request;
    const { task, mapIndexes, length } = mapping;
    this.#states.map(mapping);
    const { taskId } = task.spec;
    return this.#record({ kind: 'map', at: clock.now(), runId: record.runId, taskId, mapIndexes, length });
  }

  #recordState(change: StateChange): Promise<void> {
    const { record, clock } = this.#request;
    const at = clock.now();
    this.#states.apply(change, at);
    const { task, mapIndexes, state, attempt, failure, reason, delayMs } = change;
    const mapName = this.#states.findName({ taskId: task.spec.taskId, mapIndexes });
    return this.#record({
      kind: 'task',
      at,
      runId: record.runId,
      taskId: task.spec.taskId,
      mapIndex: getMapIndex(mapIndexes),
      mapIndexes,
      ...(mapName === undefined ? {} : { mapName }),
      attempt,
      state,
      ...(failure === undefined ? {} : { error: failure }),
      ...(reason === undefined ? {} : { reason }),
      ...(delayMs === undefined ? {} : { nextAttemptAt: new Date(at.getTime() + delayMs) }),
    });
  }

  async #record(event: RunEvent): Promise<void> {
    await this.#request.record.append(event);
    void this.#request.publish(event);
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
