/** Groups of tasks: a prefix for their ids, defaults for their options, and an end of edges. */
import { findCallSite } from '../call-site.js';
import type { SourceLocation } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import { GROUP_KEY, GROUP_KEY_FORM } from '../options/identifier.js';
import type { OptionLayer } from '../options/normalize-task-options.js';
import type { TaskOverrides } from '../options/public-options.js';
import { overrideSchemas } from '../options/task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from '../options/unavailable-options.js';
import { getRecorder, type Recorder } from './recorder.js';
import { createReference } from './reference.js';
import { findStandIn, setStandIn } from './stand-ins.js';

/** What `group` gives: what its function returned, which can also stand in `chain` for the group. */
export type Group<R> = R & { readonly groupId: string };

export interface GroupOptions {
  /** For the tasks called inside: over the DAG's defaults, below what the task itself says. */
  defaults?: TaskOverrides;
  tooltip?: string;
}

/**
 * Tasks that `wire` calls get the prefix `id.` and the group's defaults. Groups nest; a group that is there already
 * becomes `id__1`, as in Airflow. A name that is taken by a task is a problem of the DAG, TASK_ID_DUPLICATE.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function group<R>(id: string, wire: () => R, options: GroupOptions = {}): Group<R> {
  const location = findCallSite(group);
  const recorder = getRecorder('group', location);
  checkGroup(id, options, { recorder, location });
  const groupId = addGroup(id, options.tooltip, { recorder, location });
  const defaults = { ...options.defaults } as OptionLayer;
  const returned = recorder.insideGroup({ groupId, defaults }, wire);
  return markResult(unwrap(returned), groupId, recorder) as Group<R>;
}

interface Call {
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

function checkGroup(id: string, { defaults = {} }: GroupOptions, { recorder, location }: Call): void {
  if (typeof id !== 'string' || !GROUP_KEY.test(id)) {
    recorder.report('GROUP_ID_INVALID', `The group id "${String(id)}" is not ${GROUP_KEY_FORM}.`, {
      hint: 'Choose another id.',
      details: { id },
      location,
    });
  }
  const { taskId: _, ...schemas } = overrideSchemas();
  const problems = findOptionProblems(defaults, {
    what: `The defaults of group "${String(id)}"`,
    location,
    schemas,
    unavailable: UNAVAILABLE_TASK_OPTIONS,
    findElsewhere: (name) => (name === 'taskId' ? 'It names one task: give it to that.' : undefined),
  });
  recorder.problems.push(...problems);
}

function addGroup(id: string, tooltip: string | undefined, { recorder, location }: Call): string {
  const wanted = recorder.prefix(id);
  if (recorder.tasks.has(wanted)) {
    recorder.report('TASK_ID_DUPLICATE', `The id "${wanted}" of a group is that of a task already.`, {
      hint: 'Name the group otherwise.',
      details: { id: wanted },
      location,
    });
  }
  const groupId = recorder.groupIds.take(wanted);
  const parentId = recorder.currentGroupId;
  recorder.groups.set(groupId, {
    groupId,
    ...(parentId === undefined ? {} : { parentId }),
    ...(tooltip === undefined ? {} : { tooltip }),
  });
  return groupId;
}

/** Of a group that is the whole result of another, what it returned. */
function unwrap(returned: unknown): unknown {
  const standIn = findStandIn(returned);
  return standIn?.kind === 'group' ? standIn.result : returned;
}

/** Something that can be used like the result, and that stands for the group. */
function markResult(result: unknown, groupId: string, recorder: Recorder): object {
  const marked = createLookalike(result, groupId);
  setStandIn(marked, { kind: 'group', groupId, result, recorder });
  return marked;
}

function createLookalike(result: unknown, groupId: string): object {
  const standIn = findStandIn(result);
  if (standIn?.kind === 'reference') return createReference(standIn.source, standIn.recorder, groupId);
  // Not enumerable, so that taking the result apart gives what `wire` returned.
  return Object.defineProperty(copyContainer(result), 'groupId', { value: groupId });
}

/** A list or an object to take apart. Of anything else only the group is left to see: the value itself is kept. */
function copyContainer(result: unknown): object {
  if (Array.isArray(result)) return [...result];
  return typeof result === 'object' && result !== null ? { ...result } : {};
}
