/** A run from the plan on, whether it is new or goes on: its record, its context, its events. */
import type { TaskKind } from '@taskloom/sdk/internal';
import type { RunPlan } from '../plan/build-plan.js';
import type { Clock, Notify, RunRecord, RunStore, TaskExecutor } from '../ports.js';
import type { RunEvent } from '../run-event.js';
import type { RunHeader } from '../run-history.js';
import type { Slots } from '../scheduler/slots.js';
import { createTaskGraph, type TaskGraph } from '../scheduler/task-graph.js';
import { checkRun } from './check-run.js';
import { encodeContext } from './context/context-value.js';
import { checkLogicalDate } from './context/logical-date.js';
import { describeRunContext } from './context/run-context.js';
import { resolveRunParams } from './context/run-params.js';
import type { EventStream } from './event-stream.js';
import { type PastRun, type RestoreRequest, restoreRun } from './restore-run.js';
import { runDag } from './run-dag.js';
import { openRunEvents } from './run-events.js';
import type { FinishedRun } from './run-result.js';
import { isFinal } from './run-states.js';

/** What all runs of a runtime have in common. */
export interface RunWorld {
  readonly store: RunStore;
  readonly executors: Readonly<Record<TaskKind, TaskExecutor>>;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly slots: Slots;
  readonly maxMapLength: number;
  observe(event: RunEvent): void;
}

/** What belongs to one of them. */
export interface RunPorts {
  readonly runId: string;
  readonly stream: EventStream;
  readonly signal: AbortSignal;
  readonly forceSignal: AbortSignal;
}

export interface NewRun {
  readonly params: Readonly<Record<string, unknown>>;
  readonly logicalDate: Date;
}

/** @throws TaskloomError LOGICAL_DATE_OUTSIDE, PARAMS_INVALID, RUN_EXISTS, HOME_UNUSABLE, and what executors refuse */
export async function beginRun(
  plan: RunPlan,
  { params, logicalDate }: NewRun,
  world: RunWorld,
  ports: RunPorts,
): Promise<FinishedRun> {
  checkLogicalDate(plan.spec, logicalDate);
  const { sourceFile } = plan.definition;
  const header: RunHeader = {
    runId: ports.runId,
    dagId: plan.spec.dagId,
    digest: plan.digest,
    logicalDate,
    params: await resolveRunParams(params, plan, world.maxMapLength),
    ...(sourceFile === undefined ? {} : { sourceFile }),
  };
  checkRun(plan, describeRunContext({ dag: plan.spec, ...header }), world.executors);
  const graph = createTaskGraph(plan.tasks, plan.spec.maps);
  const record = await world.store.createRun(header);
  try {
    return await execute({ plan, graph, header, record }, world, ports);
  } finally {
    await record.close().catch(() => undefined);
  }
}

/**
 * Goes on with a run, with the logical date and the params that it began with.
 *
 * Nothing is recorded of it where it is refused.
 *
 * @throws TaskloomError RUN_UNKNOWN, RUN_ACTIVE, RUN_DAMAGED, RUN_CHANGED, TASK_UNKNOWN, HOME_UNUSABLE
 */
export async function continueRun(
  plan: RunPlan,
  again: Pick<RestoreRequest, 'clear' | 'failed'>,
  world: RunWorld,
  ports: RunPorts,
): Promise<FinishedRun> {
  const opened = await world.store.openRun(ports.runId);
  const { header, record } = opened;
  const graph = createTaskGraph(plan.tasks, plan.spec.maps);
  try {
    const past = restoreRun({ plan, graph, opened, ...again });
    checkRun(
      { ...plan, tasks: listOpenTasks(plan, past) },
      describeRunContext({ dag: plan.spec, ...header }),
      world.executors,
    );
    return await execute({ plan, graph, header, record, past }, world, ports);
  } finally {
    await record.close().catch(() => undefined);
  }
}

interface Execution {
  readonly plan: RunPlan;
  readonly graph: TaskGraph;
  readonly header: RunHeader;
  readonly record: RunRecord;
  readonly past?: PastRun;
}

async function execute(
  execution: Execution,
  { store: _, observe, ...world }: RunWorld,
  { runId, stream, ...signals }: RunPorts,
): Promise<FinishedRun> {
  const { plan, header, past } = execution;
  const { logicalDate, params } = header;
  const context = describeRunContext({ dag: plan.spec, runId, logicalDate, params });
  const events = openRunEvents({
    ...{ run: context, tasks: listOpenTasks(plan, past), executors: world.executors, clock: world.clock },
    tell: (event) => {
      observe(event);
      return stream.push(event);
    },
  });
  const contextValue = encodeContext(context);
  const ports = { ...world, ...signals, publish: events.publish };
  return runDag({ ...execution, context, contextValue, ...ports }).finally(() => events.close());
}

/** Nothing is prepared for tasks that will not run any more. */
function listOpenTasks({ tasks }: RunPlan, past: PastRun | undefined): RunPlan['tasks'] {
  if (past === undefined) return tasks;
  const open = new Set(
    past.states
      .list()
      .filter(({ state }) => !isFinal(state))
      .map(({ task }) => task),
  );
  return tasks.filter((task) => open.has(task));
}
