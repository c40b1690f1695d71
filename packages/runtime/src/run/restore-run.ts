/**
 * A run that goes on: what was recorded of it, less what is to run again. Tasks that are not in the DAG any more are
 * forgotten, new ones have not run yet.
 */
import { describeNearest } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { formatInstanceId, type InstanceId, parseInstanceId } from '../instance-id.js';
import type { RunPlan } from '../plan/build-plan.js';
import type { OpenedRun, PlannedTask } from '../ports.js';
import type { RunState } from '../run-event.js';
import type { RunHistoryEntry } from '../run-history.js';
import { listCleared, listSetups } from '../scheduler/clearing.js';
import { Downstream } from '../scheduler/downstream.js';
import type { TaskGraph } from '../scheduler/task-graph.js';
import { type InstanceRecord, RunStates } from './run-states.js';

export interface PastRun {
  readonly states: RunStates;
  /** Of the first time. */
  readonly startedAt: Date | undefined;
  /** Undefined where it was cut off. */
  readonly ended: { readonly state: Exclude<RunState, 'running'>; readonly at: Date } | undefined;
  /** What is to run again, for the journal. */
  readonly cleared: readonly InstanceId[];
  /** Whether nothing of it was cleared since it ended, or was cut off. */
  readonly isUnchanged: boolean;
}

export interface RestoreRequest {
  readonly plan: RunPlan;
  readonly graph: TaskGraph;
  readonly opened: OpenedRun;
  /** Ids of tasks, of groups, and of instances: `load`, `load[3]`. */
  readonly clear: readonly string[];
  /** Clears what failed as well, and what never ran because of that. */
  readonly failed: boolean;
}

/**
 * Beside what is named, what was cancelled is cleared, as it was cut off; and with it all that needs its setups, since they
 * have been taken down.
 *
 * @throws TaskloomError TASK_UNKNOWN for an id that the run does not have; RUN_CHANGED where the DAG has changed so that
 *   what was recorded does not fit it
 */
export function restoreRun({ plan, graph, opened, clear, failed }: RestoreRequest): PastRun {
  const { header, history } = opened;
  if (header.dagId !== plan.spec.dagId) throw describeOtherDag(header.runId, header.dagId, plan.spec.dagId);
  const tasks = new Map(plan.tasks.map((task) => [task.spec.taskId, task]));
  const states = new RunStates(plan.tasks);
  for (const entry of history) apply(entry, states, tasks);
  states.cutOff();
  const downstream = new Downstream(plan.spec.tasks);
  const named = clear.flatMap((id) => findInstances(id, { states, downstream, tasks }));
  const cancelled = pick(states, ({ state }) => state === 'cancelled');
  const again = failed ? pick(states, hasNotSucceeded) : [];
  const seeds = [...named, ...again, ...cancelled, ...listSetups(graph, cancelled)];
  const cleared = listCleared(graph, seeds).filter((instance) => states.findPresent(instance) !== undefined);
  for (const instance of cleared) states.clear(instance);
  checkFits(states, graph);
  const isUnchanged = cleared.length === 0 && !hasClearedLast(history);
  return { states, cleared, isUnchanged, ...findTimes(history) };
}

function pick(states: RunStates, fits: (record: InstanceRecord) => boolean): readonly InstanceId[] {
  const records = states.list().filter(fits);
  return records.map(({ task, mapIndexes }) => ({ taskId: task.spec.taskId, mapIndexes }));
}

function hasNotSucceeded({ state, isStopped }: InstanceRecord): boolean {
  return state === 'failed' || state === 'upstream_failed' || isStopped === true;
}

/** Since the run ended last. */
function hasClearedLast(history: readonly RunHistoryEntry[]): boolean {
  const end = history.findLastIndex((entry) => entry.kind === 'run' && entry.state !== 'running');
  return history.slice(end + 1).some(({ kind }) => kind === 'cleared');
}

function apply(entry: RunHistoryEntry, states: RunStates, tasks: ReadonlyMap<string, PlannedTask>): void {
  if (entry.kind === 'cleared') for (const instance of entry.instances) states.clear(instance);
  // Whoever went on with the run began with that.
  if (entry.kind === 'run' && entry.state === 'running') states.cutOff();
  if (entry.kind !== 'task' && entry.kind !== 'map') return;
  const { taskId, mapIndexes } = entry;
  const task = tasks.get(taskId);
  if (task === undefined) return;
  if (entry.kind === 'map') {
    states.map({ task, mapIndexes, length: entry.length });
    return;
  }
  const { at, state, attempt, error: failure, reason, isStopped, skips, mapName } = entry;
  const told = {
    ...(isStopped === undefined ? {} : { isStopped }),
    ...(failure === undefined ? {} : { failure }),
    ...(reason === undefined ? {} : { reason }),
    ...(skips === undefined ? {} : { skips }),
  };
  states.apply({ task, mapIndexes, state, attempt, ...told }, at);
  if (mapName !== undefined) states.name({ taskId, mapIndexes }, mapName);
}

function findTimes(history: readonly RunHistoryEntry[]): Pick<PastRun, 'startedAt' | 'ended'> {
  const told = history.filter((entry) => entry.kind === 'run');
  const last = told.at(-1);
  const ended = last === undefined || last.state === 'running' ? undefined : { state: last.state, at: last.at };
  return { startedAt: told[0]?.at, ended };
}

interface Known {
  readonly states: RunStates;
  readonly downstream: Downstream;
  readonly tasks: ReadonlyMap<string, PlannedTask>;
}

function findInstances(id: string, { states, downstream, tasks }: Known): readonly InstanceId[] {
  const instance = parseInstanceId(id);
  const found = instance === undefined ? undefined : downstream.find(instance.taskId);
  if (instance === undefined || found === undefined) {
    throw runtimeError('TASK_UNKNOWN', `The run has no task "${id}" to clear.`, {
      hint: describeNearest(id, [...tasks.keys()]),
    });
  }
  const { mapIndexes } = instance;
  const present = found.map((taskId) => ({ taskId, mapIndexes })).filter((one) => isPresent(one, states));
  if (present.length > 0) return present;
  const there = found.flatMap((taskId) => states.listOf(taskId).map(formatInstanceId));
  throw runtimeError('TASK_UNKNOWN', `The run has no task instance "${id}" to clear.`, {
    hint: describeNearest(id, there.slice(0, SHOWN_INSTANCES)),
  });
}

const SHOWN_INSTANCES = 10;

function isPresent(instance: InstanceId, states: RunStates): boolean {
  return states.findPresent(instance)?.mapIndexes.length === instance.mapIndexes.length;
}

/** A task that ran in no map, and is in one now, or the other way round. */
function checkFits(states: RunStates, graph: TaskGraph): void {
  for (const { task, mapIndexes, state } of states.list()) {
    const depth = graph.get(task.spec.taskId)?.maps.length ?? 0;
    const isWhole = mapIndexes.length < depth && state === 'success';
    if (!isWhole && mapIndexes.length <= depth) continue;
    const { taskId } = task.spec;
    throw describeChange(taskId, `The task "${taskId}" is mapped otherwise than it was when the run began.`);
  }
}

/** @param what a sentence */
export function describeChange(taskId: string, what: string) {
  return runtimeError('RUN_CHANGED', what, {
    hint: `Let it run again, with all that comes after it: clear "${taskId}".`,
    details: { taskId },
  });
}

function describeOtherDag(runId: string, was: string, is: string) {
  return runtimeError('RUN_CHANGED', `The run "${runId}" is one of the DAG "${was}", and not of "${is}".`, {
    hint: `Pass the class of "${was}".`,
    details: { runId, dagId: was },
  });
}
