/** What a run that goes on begins with: whether there is anything left to do, and what the walk takes as done. */
import { runtimeError } from '../errors.js';
import type { TaskGraph } from '../scheduler/task-graph.js';
import type { WalkHistory } from '../scheduler/walk-request.js';
import type { RunInputs } from './inputs/run-inputs.js';
import { describeChange, type PastRun } from './restore-run.js';
import { isFinal } from './run-states.js';

/**
 * The elements that instances stand at: what gave them has not run again. They are at hand from then on.
 *
 * @throws TaskloomError RUN_CHANGED for a list that has another length than it had, RUN_DAMAGED
 */
export async function checkLists({ states }: PastRun, graph: TaskGraph, inputs: RunInputs): Promise<void> {
  for (const { task, mapIndexes, length } of states.listMappings()) {
    const { taskId } = task.spec;
    const map = graph.get(taskId)?.maps[mapIndexes.length];
    const found = map === undefined ? undefined : await inputs.measure(map.spec, mapIndexes);
    if (found === length) continue;
    const list = `The list that "${taskId}" is mapped over`;
    if (typeof found === 'number')
      throw describeChange(taskId, `${list} had ${length} elements, and has ${found} now.`);
    if (found?.code === 'RUN_DAMAGED') throw runtimeError('RUN_DAMAGED', found.message, { hint: found.hint });
    throw describeChange(taskId, `${list} is no list any more: ${found?.message ?? 'there is none'}`);
  }
}

/** How a run has ended in which nothing is left to do. */
export function findEnd({ states, ended, isUnchanged }: PastRun): PastRun['ended'] {
  const all = states.list();
  const isOver = isUnchanged && all.every(({ state }) => isFinal(state));
  // What `flow` returns was to blame: that is looked at anew.
  const isMended =
    ended?.state === 'failed' && states.judgeRun(false) === 'success' && !all.some((one) => one.isStopped === true);
  return isOver && !isMended ? ended : undefined;
}

export function describeHistory({ states, isUnchanged }: PastRun): WalkHistory {
  return {
    mappings: states.listMappings(),
    ended: states.list().filter(({ state }) => isFinal(state)),
    isUnchanged,
    findTried: (instance) => states.findTried(instance),
  };
}
