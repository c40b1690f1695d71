/** Groups of tasks: a prefix for their ids, defaults for their options, and an end of edges. */
import { inspect, types } from 'node:util';
import { findCallSite } from '../call-site.js';
import type { SourceLocation } from '../errors.js';
import { checkGroupOptions, type GroupOptions } from '../options/group-options.js';
import { GROUP_KEY, GROUP_KEY_FORM } from '../options/identifier.js';
import { getRecorder, type Recorder } from './recorder.js';
import { createReference } from './reference.js';
import { findStandIn, setStandIn } from './stand-ins.js';

/** For what follows a refused id: so that the ids of its tasks are no problem of their own. */
const NO_ID = 'group';

/** What `group` gives: what its function returned, which can also stand in `chain` for the group. */
export type Group<R> = R & { readonly groupId: string };

/**
 * Tasks that `wire` calls get the prefix `id.` and the group's defaults. Groups nest; a group that is there already
 * becomes `id__1`, as in Airflow. A name that is taken by a task is a problem of the DAG, TASK_ID_DUPLICATE.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function group<R>(id: string, wire: () => R, options: GroupOptions = {}): Group<R> {
  const location = findCallSite(group);
  const recorder = getRecorder('group', location);
  const name = typeof id === 'string' ? id : inspect(id, { depth: 0 });
  const isValid = name === id && GROUP_KEY.test(name);
  if (!isValid) refuseId(name, { recorder, location });
  const problems = checkGroupOptions(options, name, location);
  recorder.problems.push(...problems);
  const { defaults, tooltip }: GroupOptions = problems.length > 0 ? {} : options;
  const groupId = addGroup(isValid ? name : NO_ID, tooltip, { recorder, location });
  const returned: unknown = recorder.insideGroup({ groupId, defaults: { ...defaults } }, wire);
  const result = types.isPromise(returned) ? refusePromise(returned, name, { recorder, location }) : unwrap(returned);
  return markResult(result, groupId, recorder) as Group<R>;
}

interface Call {
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

/** What follows the first `await` of an async function is called when flow has ended. */
function refusePromise(promise: Promise<unknown>, id: string, { recorder, location }: Call): undefined {
  promise.catch(() => undefined);
  recorder.report('FLOW_ASYNC', `The function of the group "${id}" is async.`, {
    hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
    details: { id },
    location,
  });
}

function refuseId(id: string, { recorder, location }: Call): void {
  recorder.report('GROUP_ID_INVALID', `The group id "${id}" is not ${GROUP_KEY_FORM}.`, {
    hint: 'Choose another id.',
    details: { id },
    location,
  });
}

function addGroup(id: string, tooltip: string | undefined, { recorder, location }: Call): string {
  const wanted = recorder.prefix(id);
  // With the suffix that a repeated group gets, which may be what makes it that of a task.
  const groupId = recorder.groupIds.take(wanted);
  if (recorder.tasks.has(groupId)) {
    recorder.report('TASK_ID_DUPLICATE', `The id "${groupId}" of a group is that of a task already.`, {
      hint: 'Name the group otherwise.',
      details: { id: groupId },
      location,
    });
  }
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
