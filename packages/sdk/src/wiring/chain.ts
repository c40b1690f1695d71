/** Order without data, as in Airflow: `chain` and `crossDownstream`. */
import { findCallSite } from '../call-site.js';
import { authorError, type SourceLocation } from '../errors.js';
import { findGroup } from './group.js';
import { getRecorder, type LinkEnd, type Recorder } from './recorder.js';
import { findReference } from './reference.js';
import type { Link } from './xcom.js';

/**
 * Each step comes before the next. Two lists side by side must be of equal length and are joined element by element;
 * a list beside a single one is joined with it all.
 *
 * @throws TaskloomError CHAIN_INVALID, FLOW_NOT_RUNNING, GROUP_UNKNOWN, REFERENCE_FOREIGN
 */
export function chain(...steps: (Link | readonly Link[])[]): void {
  const location = findCallSite(chain);
  const recorder = getRecorder('chain()', location);
  const ends = steps.map((step, index) => readStep(step, `step ${index + 1} of chain()`, recorder, location));
  for (const [index, down] of ends.entries()) {
    const up = ends[index - 1];
    if (up !== undefined) connect(up, down, recorder, location);
  }
}

/** Every task of `downstream` comes after every task of `upstream`. @throws as `chain` */
export function crossDownstream(upstream: readonly Link[], downstream: readonly Link[]): void {
  const location = findCallSite(crossDownstream);
  const recorder = getRecorder('crossDownstream()', location);
  const downs = downstream.map((link) => readLink(link, 'crossDownstream()', recorder, location));
  for (const link of upstream) {
    const from = readLink(link, 'crossDownstream()', recorder, location);
    for (const to of downs) recorder.edges.push({ from, to });
  }
}

function connect(
  up: readonly LinkEnd[] | LinkEnd,
  down: readonly LinkEnd[] | LinkEnd,
  recorder: Recorder,
  location?: SourceLocation,
) {
  const ups = toList(up);
  const downs = toList(down);
  if (!Array.isArray(up) || !Array.isArray(down)) {
    for (const from of ups) for (const to of downs) recorder.edges.push({ from, to });
    return;
  }
  if (ups.length !== downs.length) {
    throw authorError('CHAIN_INVALID', `chain() has a list of ${ups.length} next to a list of ${downs.length}.`, {
      hint: 'Make them equally long, or use crossDownstream() to join all with all.',
      location,
    });
  }
  for (const [index, from] of ups.entries()) {
    const to = downs[index];
    if (to !== undefined) recorder.edges.push({ from, to });
  }
}

function toList(end: readonly LinkEnd[] | LinkEnd): readonly LinkEnd[] {
  return Array.isArray(end) ? end : [end as LinkEnd];
}

function readStep(step: Link | readonly Link[], what: string, recorder: Recorder, location?: SourceLocation) {
  const isList = Array.isArray(step) && findGroup(step) === undefined;
  return isList
    ? step.map((link: Link) => readLink(link, what, recorder, location))
    : readLink(step as Link, what, recorder, location);
}

function readLink(link: Link, what: string, recorder: Recorder, location?: SourceLocation): LinkEnd {
  const group = findGroup(link);
  if (group !== undefined) {
    if (group.recorder === recorder) return { kind: 'group', groupId: group.groupId };
    throw authorError('GROUP_UNKNOWN', `${what} names the group "${group.groupId}" of another flow.`, {
      hint: 'Use groups in the flow that made them.',
      location,
    });
  }
  const reference = findReference(link);
  if (reference === undefined || reference.source.kind !== 'xcom') {
    throw authorError('CHAIN_INVALID', `${what} is neither the result of a task nor a group.`, {
      hint: 'Pass what a task handle or group() returned.',
      location,
    });
  }
  if (reference.recorder === recorder) return { kind: 'task', taskId: reference.source.taskId };
  throw authorError('REFERENCE_FOREIGN', `${what} is a task of another flow.`, {
    hint: 'Use references in the flow that made them.',
    location,
  });
}
