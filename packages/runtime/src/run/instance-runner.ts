/** One attempt of a task instance: from its arguments to its value on disk, and to what that decides. */
import { type TaskKind, TaskloomError } from '@taskloom/sdk/internal';
import { getMapIndex, type InstanceId } from '../instance-id.js';
import type { RunPlan } from '../plan/build-plan.js';
import type {
  AttemptHooks,
  AttemptOutcome,
  Clock,
  OutputLine,
  PlannedTask,
  RunRecord,
  TaskExecutor,
} from '../ports.js';
import type { RunEvent } from '../run-event.js';
import { Downstream } from '../scheduler/downstream.js';
import type { Instance } from '../scheduler/instance.js';
import { decideSkips } from '../scheduler/role-decision.js';
import type { DecidedOutcome } from '../scheduler/walk-request.js';
import { failureFromError } from '../task-failure.js';
import { runAttempt } from './attempt.js';
import { describeAttempt, type RunContextFacts } from './context-facts.js';
import { checkMappable, findMappedParts, type MappedParts } from './mapped-values.js';
import { resolveArguments } from './resolve-arguments.js';
import type { RunInputs } from './run-inputs.js';
import type { RunStates } from './run-states.js';
import { RETURN_VALUE } from './xcom-key.js';

export interface RunnerRequest {
  readonly plan: RunPlan;
  readonly context: RunContextFacts;
  readonly record: RunRecord;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly clock: Clock;
  readonly inputs: RunInputs;
  readonly states: RunStates;
  readonly maxMapLength: number;
  readonly signal: AbortSignal;
  /** Of teardowns, which run when the run has been stopped. */
  readonly forceSignal: AbortSignal;
  publish(event: RunEvent): Promise<void> | undefined;
}

export class InstanceRunner {
  readonly #request: RunnerRequest;
  readonly #downstream: Downstream;
  readonly #mappedParts: MappedParts;

  constructor(request: RunnerRequest) {
    this.#request = request;
    this.#downstream = new Downstream(request.plan.spec.tasks);
    this.#mappedParts = findMappedParts(request.plan.spec.maps);
  }

  /** Never rejects for what the task does. */
  async run({ node, mapIndexes }: Instance, attempt: number): Promise<DecidedOutcome> {
    const { context, executors, clock, record, inputs, signal, forceSignal } = this.#request;
    const { task } = node;
    const { taskId, kind, phase } = task.spec;
    const instance: InstanceId = { taskId, mapIndexes };
    if (attempt > 1) await record.clearXComs(instance);
    const sources = inputs.sourcesFor(mapIndexes);
    const outcome = await runAttempt({
      task,
      context: describeAttempt(context, task, { mapIndexes, attempt }),
      executor: executors[kind],
      hooks: this.#createHooks(instance, attempt),
      clock,
      signal: phase?.kind === 'teardown' ? forceSignal : signal,
      resolveArguments: async () => {
        const args = await resolveArguments(task, sources);
        return args;
      },
    });
    record.closeLog(instance, attempt);
    if (outcome.kind !== 'success') return outcome;
    const decided = this.#decide(task, outcome);
    // The journal keeps the order: the value is on disk before the state that is recorded next.
    if (decided.kind === 'success') await record.putXCom(instance, RETURN_VALUE, decided.value);
    return decided;
  }

  #decide(task: PlannedTask, outcome: Extract<AttemptOutcome, { kind: 'success' }>): DecidedOutcome {
    const { maxMapLength } = this.#request;
    try {
      checkMappable(task.spec.taskId, outcome.value, { parts: this.#mappedParts, maxMapLength });
      return { ...outcome, skips: decideSkips(task.spec, outcome.value, this.#downstream) };
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      const frames = [{ ...task.location, function: task.spec.method }];
      return { kind: 'failed', failure: { ...failureFromError(error), frames }, final: false };
    }
  }

  #createHooks(instance: InstanceId, attempt: number): AttemptHooks {
    const { record, clock, publish } = this.#request;
    return {
      onOutput: (line) => this.#publishLine(instance, attempt, line),
      onEnvironment: (progress) =>
        void publish({ kind: 'environment', at: clock.now(), runId: record.runId, ...progress }),
      onXCom: (key, value) => record.putXCom(instance, key, value),
      pullXCom: (taskId, key, mapIndex) =>
        record.getXCom({ taskId, mapIndexes: mapIndex === undefined || mapIndex < 0 ? [] : [mapIndex] }, key),
    };
  }

  #publishLine(instance: InstanceId, attempt: number, output: OutputLine): Promise<void> | undefined {
    const { record, publish } = this.#request;
    void record.appendLog(instance, attempt, output);
    const { at, stream, level, line } = output;
    const { taskId, mapIndexes } = instance;
    const mapIndex = getMapIndex(mapIndexes);
    const facts = { runId: record.runId, taskId, mapIndex, mapIndexes, attempt };
    return publish({ kind: 'log', at, ...facts, stream, level, line });
  }
}
