/** What a branch or a short circuit decides: which of the tasks below it are skipped at once. A pure function. */
import { PickledValue } from '@taskloom/sdk';
import { decodeFromText, describeNearest, type TaskSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { WireText } from '../../ports.js';
import type { Downstream } from '../downstream.js';
import { isTrue, refuseUntold } from './truth.js';

/**
 * Ids of tasks, as Airflow chooses them (SkipMixin): a branch skips what comes right after it, except what it names and
 * what comes after that as well; a short circuit spares teardowns. A task without such a role decides nothing.
 *
 * @throws TaskloomError BRANCH_INVALID for a value that names what is not in the DAG, RETURN_INVALID for one that neither is
 *   true nor false to us
 */
export function decideSkips({ taskId, role }: TaskSpec, value: WireText, downstream: Downstream): readonly string[] {
  if (role?.kind !== 'branch' && role?.kind !== 'shortCircuit') return [];
  const direct = downstream.listDirect(taskId);
  if (role.kind === 'branch') {
    const kept = downstream.listAll(readChoice(taskId, decodeFromText(value), downstream));
    return direct.filter((id) => !kept.has(id));
  }
  const untold = refuseUntold(`The short circuit "${taskId}"`, value);
  if (untold !== undefined) throw untold;
  if (isTrue(value)) return [];
  const below = role.ignoreDownstreamTriggerRules ? [...downstream.listAll(direct)] : direct;
  return below.filter((id) => !downstream.isTeardown(id));
}

/**
 * The tasks that the value names, a group by all of its tasks. As in Airflow they may be anywhere in the DAG: one further
 * down keeps what leads to it only where that comes after it, too.
 */
function readChoice(taskId: string, value: unknown, downstream: Downstream): readonly string[] {
  const named: readonly unknown[] = value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
  return named.flatMap((id) => {
    const found = typeof id === 'string' ? downstream.choose(taskId, id) : undefined;
    if (found === undefined) throw describeInvalid(taskId, id, downstream);
    return found;
  });
}

function describeInvalid(taskId: string, id: unknown, downstream: Downstream) {
  const direct = downstream.listDirect(taskId);
  const known = [...new Set([...direct, ...direct.flatMap((one) => downstream.listGroupsOf(one))])];
  const chosen = id instanceof PickledValue ? String(id) : JSON.stringify(id);
  const message = `The branch "${taskId}" chose ${chosen}, which is no task and no group of the DAG.`;
  return runtimeError('BRANCH_INVALID', message, {
    hint: describeNearest(String(id), known),
    details: { taskId, chosen: id, known },
  });
}
