/** One attempt of a task instance: from its arguments to its value on disk, and to what that decides. */
import { inspect } from 'node:util';
import { decodeFromText, describePickled, type TaskKind, TaskloomError } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../../context-facts.js';
import { getMapIndex, type InstanceId } from '../../instance-id.js';
import type { RunPlan } from '../../plan/build-plan.js';
import type {
  AttemptHooks,
  AttemptOutcome,
  AttemptRequest,
  Clock,
  Notify,
  OutputLine,
  PlannedTask,
  RunRecord,
  TaskExecutor,
} from '../../ports.js';
import type { RunEvent } from '../../run-event.js';
import { Downstream } from '../../scheduler/downstream.js';
import type { Instance } from '../../scheduler/instance.js';
import { decideSkips } from '../../scheduler/rules/role-decision.js';
import type { DecidedOutcome } from '../../scheduler/walk-request.js';
import { failureFromError } from '../../task-failure.js';
import { describeAttempt } from '../context/run-context.js';
import { checkMappable, findMappedParts, type MappedParts } from '../inputs/mapped-values.js';
import { resolveArguments } from '../inputs/resolve-arguments.js';
import type { RunInputs } from '../inputs/run-inputs.js';
import type { RunXComs } from '../inputs/run-xcoms.js';
import { RETURN_VALUE } from '../inputs/xcom-key.js';
import type { RunStates } from '../run-states.js';
import { runAttempt } from './attempt.js';
import { callVerdictCallback, type VerdictState } from './callbacks.js';
import { checkOutputs } from './outputs.js';
import { Sensors } from './sensor.js';

export interface RunnerRequest {
  readonly plan: RunPlan;
  readonly context: RunContextFacts;
  readonly record: RunRecord;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly inputs: RunInputs;
  readonly xcoms: RunXComs;
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
  readonly #sensors: Sensors;

  constructor(request: RunnerRequest) {
    this.#request = request;
    this.#downstream = new Downstream(request.plan.spec.tasks);
    this.#mappedParts = findMappedParts(request.plan.spec.maps);
    this.#sensors = new Sensors(request.clock);
  }

  /** Never rejects for what the task does. */
  async run({ node, mapIndexes, uncounted, isRescheduled }: Instance, attempt: number): Promise<DecidedOutcome> {
    const { executors, clock, record, inputs } = this.#request;
    const { task } = node;
    const { spec } = task;
    const instance: InstanceId = { taskId: spec.taskId, mapIndexes };
    if (attempt > 1 && !isRescheduled) await record.clearXComs(instance);
    const sources = inputs.sourcesFor(mapIndexes);
    const outcome = await runAttempt({
      task,
      context: describeAttempt(this.#request.context, task, { mapIndexes, attempt, uncounted }),
      executor: executors[spec.kind],
      hooks: this.#createHooks(instance, attempt),
      clock,
      signal: this.#signalOf(task),
      resolveArguments: () => resolveArguments(task, sources),
      begin: (request, hooks) => this.#begin(instance, isRescheduled, { request, hooks }),
      ...(spec.role?.kind === 'sensor'
        ? { poll: (poke, signal) => this.#sensors.poll({ spec, instance, attempt }, poke, signal) }
        : {}),
    });
    record.closeLog(instance, attempt);
    return outcome.kind === 'success' ? this.#succeed(task, instance, { attempt, outcome }) : outcome;
  }

  /** Calls the callback of what an attempt came to, where the task has one. */
  async tell({ node, mapIndexes, uncounted }: Instance, attempt: number, outcome: VerdictState): Promise<void> {
    const { task } = node;
    if (task.callbacks === undefined) return;
    const { notify, record } = this.#request;
    const instance: InstanceId = { taskId: task.spec.taskId, mapIndexes };
    const context = describeAttempt(this.#request.context, task, { mapIndexes, attempt, uncounted });
    // Not the run's own signal: a callback is called when the run has been stopped, too.
    const request: AttemptRequest = { task, args: [], context, signal: this.#request.forceSignal };
    await callVerdictCallback(outcome, { request, notify, hooks: this.#createHooks(instance, attempt) });
    record.closeLog(instance, attempt);
  }

  async #begin(
    instance: InstanceId,
    isRescheduled: boolean,
    { request, hooks }: { readonly request: AttemptRequest; readonly hooks: AttemptHooks },
  ): Promise<void> {
    const { notify, states } = this.#request;
    const { mapName, onExecute } = request.task.callbacks ?? {};
    // A sensor that is asked again goes on with its attempt.
    if (isRescheduled) return;
    if (mapName !== undefined && instance.mapIndexes.length > 0) {
      const args = request.args.map((arg) => (arg === undefined ? undefined : decodeFromText(arg)));
      const call = async (): Promise<void> => states.name(instance, checkName(await mapName(...args)));
      await notify({ name: 'mapName', call }, request, hooks);
    }
    if (onExecute !== undefined) await notify({ name: 'onExecute', call: onExecute }, request, hooks);
  }

  async #succeed(
    task: PlannedTask,
    instance: InstanceId,
    { attempt, outcome }: { readonly attempt: number; readonly outcome: Extract<AttemptOutcome, { kind: 'success' }> },
  ): Promise<DecidedOutcome> {
    const decided = this.#decide(task, outcome);
    if (decided.kind !== 'success') return decided;
    const { pushXCom, showReturnValueInLogs } = task.spec.options;
    if (showReturnValueInLogs === true) {
      const line = `Returned value: ${describePickled(decided.value) ?? decided.value}`;
      await this.#publishLine(instance, attempt, { at: this.#request.clock.now(), stream: 'log', level: 'info', line });
      this.#request.record.closeLog(instance, attempt);
    }
    // The journal keeps the order: the value is on disk before the state that is recorded next.
    if (pushXCom !== false) await this.#request.record.putXCom(instance, RETURN_VALUE, decided.value);
    return decided;
  }

  #decide(task: PlannedTask, outcome: Extract<AttemptOutcome, { kind: 'success' }>): DecidedOutcome {
    const { maxMapLength } = this.#request;
    const { taskId, options } = task.spec;
    try {
      checkOutputs(task.spec, outcome.value);
      const pushed = options.pushXCom === false ? 'null' : outcome.value;
      checkMappable(taskId, pushed, { parts: this.#mappedParts, maxMapLength });
      return { ...outcome, skips: decideSkips(task.spec, outcome.value, this.#downstream) };
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      const frames = [{ ...task.location, function: task.spec.method }];
      return { kind: 'failed', failure: { ...failureFromError(error), frames }, final: false };
    }
  }

  #signalOf({ spec }: PlannedTask): AbortSignal {
    return spec.phase?.kind === 'teardown' ? this.#request.forceSignal : this.#request.signal;
  }

  #createHooks(instance: InstanceId, attempt: number): AttemptHooks {
    const { record, clock, publish, xcoms } = this.#request;
    return {
      onOutput: (line) => this.#publishLine(instance, attempt, line),
      onEnvironment: (progress) =>
        void publish({ kind: 'environment', at: clock.now(), runId: record.runId, ...progress }),
      onXCom: (key, value) => record.putXCom(instance, key, value),
      pullXCom: (taskId, key, mapIndex) => xcoms.pull(instance, { taskId, key, mapIndex }),
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

/** @throws TaskloomError OPTION_INVALID, which is told in the task's log */
function checkName(name: unknown): string {
  if (typeof name === 'string') return name;
  throw new TaskloomError('OPTION_INVALID', `mapName gave ${inspect(name, { depth: 0 })}, which is no text.`);
}
