/** Groups of tasks: a prefix for their ids, defaults for their options, and an end of edges. */
import { findCallSite } from '../call-site.js';
import { findOptionProblems } from '../options/check-options.js';
import { GROUP_ID } from '../options/identifier.js';
import type { TaskOverrides } from '../options/public-options.js';
import { TASK_OVERRIDES } from '../options/task-options.js';
import { getRecorder, type Recorder } from './recorder.js';
import { createReference, findReference } from './reference.js';

/** What `group` gives: what `wire` returned, which can also stand in `chain` for the group. */
export type Group<R> = R & { readonly groupId: string };

const groups = new WeakMap<object, { readonly groupId: string; readonly recorder: Recorder }>();

/** The group behind what `group` returned, or undefined. */
export function findGroup(value: unknown) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? groups.get(value) : undefined;
}

/**
 * Tasks that `wire` calls get the prefix `id.` and the group's defaults. Groups nest; a group that is there already
 * becomes `id__1`, as in Airflow.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function group<R>(
  id: string,
  wire: () => R,
  options: { defaults?: TaskOverrides; tooltip?: string } = {},
): Group<R> {
  const location = findCallSite(group);
  const recorder = getRecorder('group()', location);
  if (!GROUP_ID.test(id)) {
    recorder.report(
      'GROUP_ID_INVALID',
      `The group id "${id}" is not 1 to 200 letters, digits and _ - (as in Airflow).`,
      {
        hint: 'Choose another id.',
        location,
      },
    );
  }
  const { defaults = {}, tooltip } = options;
  recorder.problems.push(...findOptionProblems(TASK_OVERRIDES, defaults, { what: `group "${id}"`, location }));
  const spec = { defaults: { ...defaults }, ...(tooltip === undefined ? {} : { tooltip }) };
  const { groupId, result } = recorder.insideGroup(id, spec, wire);
  const marked = markResult(result, groupId, recorder);
  groups.set(marked as object, { groupId, recorder });
  return marked as Group<R>;
}

/** A copy of the result that also has the group's id. */
function markResult(result: unknown, groupId: string, recorder: Recorder): unknown {
  const reference = findReference(result);
  if (reference !== undefined) return createReference(reference.source, recorder, { groupId });
  if (typeof result !== 'object' || result === null) return Object.freeze({ groupId });
  const copy = Array.isArray(result) ? [...result] : { ...result };
  // Not enumerable: a result that is passed on as an argument is what `wire` returned.
  return Object.defineProperty(copy, 'groupId', { value: groupId });
}
