/** A run from its plan to its result: ties the walker to the store, the executors and the events. */
import type { TaskKind } from '@taskloom/sdk/internal';
import type { RunPlan } from '../plan/build-plan.js';
import type {
  AttemptHooks,
  Clock,
  EnvironmentProgress,
  OutputLine,
  PlannedTask,
  RunRecord,
  TaskExecutor,
  WireText,
} from '../ports.js';
import type { RunEvent, RunState } from '../run-event.js';
import { type StateChange, walk } from '../scheduler/walk.js';
import { type InputSources, resolveInput } from '../values/resolve-input.js';
import { runAttempt } from './attempt.js';
import { describeAttempt, type RunContextFacts } from './context-facts.js';
import { resolveArguments } from './resolve-arguments.js';
import type { FinishedRun } from './run-result.js';
import { RunStates } from './run-states.js';

const RETURN_VALUE = 'return_value';

export interface RunRequest {
  readonly plan: RunPlan;
  readonly context: RunContextFacts;
  /** The context as the wire object that references into it descend into. */
  readonly contextValue: WireText;
  readonly record: RunRecord;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly clock: Clock;
  readonly concurrency: number;
  /** Aborted with an `AbortReason`. */
  readonly signal: AbortSignal;
  /** Tells observers and readers. A returned promise slows output down. */
  publish(event: RunEvent): Promise<void> | undefined;
}

export function runDag(request: RunRequest): Promise<FinishedRun> {
  return new DagRun(request).run();
}

class DagRun {
  readonly #request: RunRequest;
  readonly #states: RunStates;
  readonly #inputs: InputSources;

  constructor(request: RunRequest) {
    const { plan, record, context, contextValue } = request;
    this.#request = request;
    this.#states = new RunStates(plan.tasks);
    this.#inputs = {
      xcom: (taskId) => record.getXCom(taskId, -1, RETURN_VALUE),
      params: context.params,
      context: contextValue,
    };
  }

  async run(): Promise<FinishedRun> {
    const { plan, record, clock, concurrency, signal } = this.#request;
    const startedAt = clock.now();
    await this.#recordRun('running', startedAt);
    await walk({
      tasks: plan.tasks,
      concurrency,
      clock,
      signal,
      runAttempt: (task, attempt) => this.#runAttempt(task, attempt),
      recordState: (change) => this.#recordState(change),
    });
    const state = this.#states.judgeRun(signal.aborted);
    const value = state === 'success' ? await resolveInput(plan.spec.result, this.#inputs) : undefined;
    const endedAt = clock.now();
    await this.#recordRun(state, endedAt);
    await record.close();
    return {
      runId: record.runId,
      dagId: plan.spec.dagId,
      state,
      startedAt,
      endedAt,
      instances: this.#states.list(),
      record,
      ...(state === 'success' ? { value: value ?? 'null' } : {}),
    };
  }

  async #runAttempt(task: PlannedTask, attempt: number) {
    const { context, executors, clock, signal, record } = this.#request;
    const { taskId, kind } = task.spec;
    const outcome = await runAttempt({
      task,
      context: describeAttempt(context, task, attempt),
      executor: executors[kind],
      hooks: this.#createHooks(taskId, attempt),
      clock,
      signal,
      resolveArguments: () => resolveArguments(task, this.#inputs),
    });
    record.closeLog(taskId, -1, attempt);
    // On disk before the task is called successful.
    if (outcome.kind === 'success') await record.putXCom(taskId, -1, RETURN_VALUE, outcome.value);
    return outcome;
  }

  #createHooks(taskId: string, attempt: number): AttemptHooks {
    const { record } = this.#request;
    return {
      onOutput: (line) => this.#publishLine(taskId, attempt, line),
      onEnvironment: (progress) => this.#publishEnvironment(progress),
      onXCom: (key, value) => record.putXCom(taskId, -1, key, value),
      pullXCom: (from, key, mapIndex) => record.getXCom(from, mapIndex ?? -1, key),
    };
  }

  #publishLine(taskId: string, attempt: number, output: OutputLine): Promise<void> | undefined {
    const { record, publish } = this.#request;
    record.appendLog(taskId, -1, attempt, output);
    const { at, stream, level, line } = output;
    return publish({ kind: 'log', at, runId: record.runId, taskId, mapIndex: -1, attempt, stream, level, line });
  }

  #publishEnvironment(progress: EnvironmentProgress): void {
    const { record, clock, publish } = this.#request;
    void publish({ kind: 'environment', at: clock.now(), runId: record.runId, ...progress });
  }

  #recordRun(state: RunState, at: Date): Promise<void> {
    const { record, plan } = this.#request;
    return this.#record({ kind: 'run', at, runId: record.runId, dagId: plan.spec.dagId, state });
  }

  #recordState(change: StateChange): Promise<void> {
    const { record, clock } = this.#request;
    const at = clock.now();
    this.#states.apply(change, at);
    const { task, state, attempt, failure } = change;
    const error = failure === undefined ? {} : { error: failure };
    const { taskId } = task.spec;
    return this.#record({ kind: 'task', at, runId: record.runId, taskId, mapIndex: -1, attempt, state, ...error });
  }

  async #record(event: RunEvent): Promise<void> {
    await this.#request.record.append(event);
    void this.#request.publish(event);
  }
}
