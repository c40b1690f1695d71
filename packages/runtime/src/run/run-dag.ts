/** A run from its plan to its result: ties the walker to the store, the executors and the events. */
import { setMaxListeners } from 'node:events';
import { type TaskKind, TaskloomError } from '@taskloom/sdk/internal';
import type { RunPlan } from '../plan/build-plan.js';
import type {
  AbortReason,
  AttemptHooks,
  AttemptOutcome,
  Clock,
  EnvironmentProgress,
  OutputLine,
  PlannedTask,
  RunRecord,
  TaskExecutor,
  WireText,
} from '../ports.js';
import type { RunEvent, RunState } from '../run-event.js';
import { Downstream } from '../scheduler/downstream.js';
import { decideSkips } from '../scheduler/role-decision.js';
import type { Slots } from '../scheduler/slots.js';
import { type DecidedOutcome, type StateChange, walk } from '../scheduler/walk.js';
import { failureFromError } from '../task-failure.js';
import { type InputSources, resolveInput } from '../values/resolve-input.js';
import { runAttempt } from './attempt.js';
import { describeAttempt, type RunContextFacts } from './context-facts.js';
import { resolveArguments } from './resolve-arguments.js';
import type { FinishedRun } from './run-result.js';
import { RunStates } from './run-states.js';
import { RETURN_VALUE, UNMAPPED } from './xcom-key.js';

export interface RunRequest {
  readonly plan: RunPlan;
  readonly context: RunContextFacts;
  /** The context as the wire object that references into it descend into. */
  readonly contextValue: WireText;
  readonly record: RunRecord;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly clock: Clock;
  readonly slots: Slots;
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
  readonly #downstream: Downstream;
  /** Also aborted when the run cannot go on: what runs is ended then, too. */
  readonly #abort = new AbortController();

  constructor(request: RunRequest) {
    const { plan, record, context, contextValue } = request;
    // One for each task that runs, and for each that waits for its retry.
    setMaxListeners(0, this.#abort.signal);
    this.#request = request;
    this.#states = new RunStates(plan.tasks);
    this.#downstream = new Downstream(plan.spec.tasks);
    this.#inputs = {
      xcom: (taskId) => record.getXCom(taskId, UNMAPPED, RETURN_VALUE),
      params: context.params,
      context: contextValue,
    };
  }

  async run(): Promise<FinishedRun> {
    const { record, signal } = this.#request;
    const onAbort = (): void => this.#abort.abort(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await this.#walk();
    } finally {
      signal.removeEventListener('abort', onAbort);
      // What went wrong before is what the caller gets to know.
      await record.close().catch(() => undefined);
    }
  }

  async #walk(): Promise<FinishedRun> {
    const { plan, context, record, clock, slots, signal } = this.#request;
    const startedAt = clock.now();
    await this.#recordRun('running', startedAt);
    await walk({
      tasks: plan.tasks,
      slots,
      clock,
      signal: this.#abort.signal,
      runAttempt: (task, attempt) => this.#runAttempt(task, attempt),
      recordState: (change) => this.#recordState(change),
      seedRetry: (taskId, attempt) => `${context.dagId}#${taskId}#${context.ts.replace('T', ' ')}#${attempt}`,
      onFault: (error) => this.#abort.abort({ kind: 'cancelled', reason: describeFault(error) } satisfies AbortReason),
    });
    const judged = this.#states.judgeRun(signal.aborted);
    const result = judged === 'success' ? await this.#resolveResult() : {};
    const state = 'error' in result ? 'failed' : judged;
    const endedAt = clock.now();
    await this.#recordRun(state, endedAt);
    const { runId } = record;
    const instances = this.#states.list();
    return { runId, dagId: plan.spec.dagId, state, startedAt, endedAt, instances, record, ...result };
  }

  /** What `flow` returned may refer to a field that no task has given. */
  async #resolveResult(): Promise<Pick<FinishedRun, 'value' | 'error'>> {
    try {
      return { value: (await resolveInput(this.#request.plan.spec.result, this.#inputs)) ?? 'null' };
    } catch (error) {
      if (error instanceof TaskloomError) return { error };
      throw error;
    }
  }

  async #runAttempt(task: PlannedTask, attempt: number) {
    const { context, executors, clock, record } = this.#request;
    const { taskId, kind } = task.spec;
    if (attempt > 1) await record.clearXComs(taskId, UNMAPPED);
    const outcome = await runAttempt({
      task,
      context: describeAttempt(context, task, attempt),
      executor: executors[kind],
      hooks: this.#createHooks(taskId, attempt),
      clock,
      signal: this.#abort.signal,
      resolveArguments: () => resolveArguments(task, this.#inputs),
    });
    record.closeLog(taskId, UNMAPPED, attempt);
    if (outcome.kind !== 'success') return outcome;
    const decided = this.#decide(task, outcome);
    // On disk before the task is called successful.
    if (decided.kind === 'success') await record.putXCom(taskId, UNMAPPED, RETURN_VALUE, decided.value);
    return decided;
  }

  #decide(task: PlannedTask, outcome: Extract<AttemptOutcome, { kind: 'success' }>): DecidedOutcome {
    try {
      return { ...outcome, skips: decideSkips(task.spec, outcome.value, this.#downstream) };
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      const frames = [{ ...task.location, function: task.spec.method }];
      return { kind: 'failed', failure: { ...failureFromError(error), frames }, final: false };
    }
  }

  #createHooks(taskId: string, attempt: number): AttemptHooks {
    const { record } = this.#request;
    return {
      onOutput: (line) => this.#publishLine(taskId, attempt, line),
      onEnvironment: (progress) => this.#publishEnvironment(progress),
      onXCom: (key, value) => record.putXCom(taskId, UNMAPPED, key, value),
      pullXCom: (from, key, mapIndex) => record.getXCom(from, mapIndex ?? UNMAPPED, key),
    };
  }

  #publishLine(taskId: string, attempt: number, output: OutputLine): Promise<void> | undefined {
    const { record, publish } = this.#request;
    record.appendLog(taskId, UNMAPPED, attempt, output);
    const { at, stream, level, line } = output;
    return publish({ kind: 'log', at, runId: record.runId, taskId, mapIndex: UNMAPPED, attempt, stream, level, line });
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
    const { task, state, attempt, failure, reason, delayMs } = change;
    const { taskId } = task.spec;
    const told = {
      ...(failure === undefined ? {} : { error: failure }),
      ...(reason === undefined ? {} : { reason }),
      ...(delayMs === undefined ? {} : { nextAttemptAt: new Date(at.getTime() + delayMs) }),
    };
    return this.#record({
      kind: 'task',
      at,
      runId: record.runId,
      taskId,
      mapIndex: UNMAPPED,
      attempt,
      state,
      ...told,
    });
  }

  async #record(event: RunEvent): Promise<void> {
    await this.#request.record.append(event);
    void this.#request.publish(event);
  }
}

function describeFault(error: unknown): string {
  return `the run cannot go on: ${error instanceof Error ? error.message : String(error)}`;
}
