/** One task by itself, with arguments given by hand: planned and executed like any other, recorded nowhere. */
import {
  type DagDefinition,
  decodeFromText,
  encodeValue,
  type MethodDefinition,
  type TaskKind,
  type TaskSpec,
} from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { UNMAPPED } from '../instance-id.js';
import { TaskPlanner } from '../plan/build-plan.js';
import type {
  AttemptHooks,
  AttemptOutcome,
  Clock,
  PlannedTask,
  SourceReader,
  TaskExecutor,
  WireText,
} from '../ports.js';
import type { RunEvent } from '../run-event.js';
import { createRunId } from '../store/run-id.js';
import type { TaskFailure } from '../task-failure.js';
import type { InputSources } from '../values/resolve-input.js';
import { runAttempt } from './attempt/attempt.js';
import { resolveTaskParams } from './context/params.js';
import { describeAttempt, describeRunContext } from './context/run-context.js';
import { resolveArguments } from './inputs/resolve-arguments.js';
import { errorFromFailure } from './run-failed-error.js';

export interface SingleTask {
  readonly definition: DagDefinition;
  /** The method's name. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** Default: now. */
  readonly logicalDate?: Date | undefined;
  readonly sources: SourceReader;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  publish(event: RunEvent): void;
}

/** @throws TaskloomError TASK_UNKNOWN, TASK_FAILED, TASK_SKIPPED, and whatever planning refuses */
export async function runTaskAlone(request: SingleTask): Promise<unknown> {
  const { definition, executors, sources, clock, signal } = request;
  const method = getMethod(definition, request.name);
  const checkTask = (planned: PlannedTask): void => executors[planned.spec.kind].check?.(planned);
  const task = await new TaskPlanner(definition, { sources, checkTask }).plan(createSpec(method, request.args));
  const now = clock.now();
  const params = await resolveTaskParams(request.params, definition.params);
  const { logicalDate = now } = request;
  const context = describeRunContext({ dag: definition.spec, runId: createRunId(now), logicalDate, params });
  executors[method.kind].check?.(task, context);
  const tell = (
    state: 'running' | AttemptOutcome['kind'],
    told: { readonly error?: TaskFailure; readonly reason?: string } = {},
  ): void => {
    const event = {
      kind: 'task',
      at: clock.now(),
      runId: context.runId,
      taskId: request.name,
      ...UNMAPPED_INSTANCE,
    } as const;
    request.publish({ ...event, attempt: 1, state, ...told });
  };
  tell('running');
  const outcome = await runAttempt({
    task,
    context: describeAttempt(context, task, { mapIndexes: [], attempt: 1, uncounted: 0 }),
    executor: executors[method.kind],
    hooks: createHooks(request, context.runId),
    clock,
    signal,
    resolveArguments: () => resolveArguments(task, noSources(params)),
  });
  // A sensor alone is asked once.
  if (outcome.kind === 'rescheduled') throw runtimeError('INTERNAL', 'A task alone cannot be rescheduled.');
  tell(outcome.kind, describeOutcome(outcome));
  return readOutcome(task, outcome);
}

/** By the method's name, or by the id of a task that `flow` made of it. */
function getMethod({ methods, spec, problems }: DagDefinition, name: string): MethodDefinition {
  const method = methods.get(name) ?? methods.get(spec.tasks.find(({ taskId }) => taskId === name)?.method ?? '');
  if (method !== undefined) return method;
  // A class that is no DAG has no tasks: say that first.
  const [problem] = problems;
  if (methods.size === 0 && problem !== undefined) throw problem;
  const known = [...methods.keys()].map((key) => `"${key}"`).join(', ');
  throw runtimeError('TASK_UNKNOWN', `The DAG "${spec.dagId}" has no task "${name}".`, {
    hint: `It has ${known || 'no tasks'}.`,
    details: { name },
  });
}

const UNMAPPED_INSTANCE = { mapIndex: UNMAPPED, mapIndexes: [] } as const;

/** Arguments that are given by hand refer to nothing. */
function noSources(params: WireText): InputSources {
  const refuse = async (): Promise<never> => {
    throw runtimeError('INTERNAL', 'An argument of a task alone refers to another task.');
  };
  return { xcom: refuse, item: refuse, mapped: refuse, params, context: 'null', maxMapLength: 0 };
}

function createSpec({ name, kind, options, location }: MethodDefinition, args: readonly unknown[]): TaskSpec {
  return {
    taskId: name,
    method: name,
    kind,
    options,
    upstream: [],
    args: args.map((value, index) =>
      value === undefined
        ? ({ kind: 'default' } as const)
        : ({ kind: 'value', value: encodeValue(value, `$[${index}]`) } as const),
    ),
    ...(location === undefined ? {} : { location }),
  };
}

function createHooks({ name, publish, clock }: SingleTask, runId: string): AttemptHooks {
  return {
    onOutput: ({ at, stream, level, line }) =>
      publish({ kind: 'log', at, runId, taskId: name, ...UNMAPPED_INSTANCE, attempt: 1, stream, level, line }),
    onEnvironment: (progress) => publish({ kind: 'environment', at: clock.now(), runId, ...progress }),
    onXCom: () => undefined,
    pullXCom: async () => undefined,
  };
}

function describeOutcome(outcome: AttemptOutcome): { readonly error?: TaskFailure; readonly reason?: string } {
  if (outcome.kind === 'failed') return { error: outcome.failure };
  return outcome.kind === 'skipped' && outcome.reason !== '' ? { reason: outcome.reason } : {};
}

function readOutcome(task: PlannedTask, outcome: AttemptOutcome): unknown {
  const name = task.spec.taskId;
  if (outcome.kind === 'success') return decodeFromText(outcome.value);
  if (outcome.kind === 'skipped') {
    throw runtimeError('TASK_SKIPPED', `The task "${name}" skipped itself: ${outcome.reason || 'no reason given'}.`, {
      details: { reason: outcome.reason },
    });
  }
  const { failure } = outcome;
  const said = failure.code === undefined ? `${failure.type}: ${failure.message}` : failure.message;
  throw runtimeError('TASK_FAILED', `The task "${name}" failed: ${said}`, {
    hint: failure.hint,
    details: { failure },
    cause: errorFromFailure({ task, mapIndexes: [], failure, state: 'failed', attempts: 1 }),
  });
}
