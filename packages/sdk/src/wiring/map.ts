/**
 * Maps: what a function wires once runs for each element of a list. The list is known when the task that gives it has
 * ended; until then an element is a reference like any other.
 */
import { inspect, types } from 'node:util';
import type { SourceLocation } from '../errors.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { toInputSpec } from './inputs.js';
import type { Recorder } from './recorder.js';
import { createReference } from './reference.js';

export interface MapCall {
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

/** Of `.map(each)`: the list of what `each` gives. What is wrong with it is a problem of the DAG. */
export function mapOver(over: InputSpec, each: unknown, call: MapCall): object {
  const { recorder, location } = call;
  if (typeof each !== 'function') {
    return refuse(`map was given ${inspect(each, { depth: 0 })}, not a function`, '`.map((item) => task(item))`', call);
  }
  if (each.length > 1) {
    return refuse(
      'the function that map was given asks for more than the element',
      'one parameter: an index is in `context().mapIndex` when the task runs',
      call,
    );
  }
  return recordMap(over, call, (item) => {
    const returned: unknown = each(item([]));
    if (!types.isPromise(returned)) return returned;
    returned.catch(() => undefined);
    recorder.report('FLOW_ASYNC', 'The function that map was given is async.', {
      hint: 'Leave `async` and `await` out: it only wires, and tasks wait for their arguments by themselves.',
      location,
    });
    return undefined;
  });
}

type Path = readonly (string | number)[];

/** @param wire wires one element: what it is given makes a reference to a part of it */
export function recordMap(
  over: InputSpec,
  { recorder, location }: MapCall,
  wire: (item: (path: Path) => object) => unknown,
): object {
  const mapId = recorder.mapIds.take(recorder.prefix('map'));
  const parentId = recorder.currentMapId;
  const map = {
    mapId,
    ...(parentId === undefined ? {} : { parentId }),
    over: checkList(over, { recorder, location }),
    ...(location === undefined ? {} : { calledAt: location }),
  };
  recorder.maps.set(mapId, { ...map, result: NOTHING });
  recorder.insideMap(mapId, () => {
    const returned = wire((path) => createReference({ kind: 'item', mapId, path }, recorder));
    const result = toInputSpec(returned ?? null, { recorder, what: 'What the function of map returns', location });
    recorder.maps.set(mapId, { ...map, result });
  });
  return createReference({ kind: 'mapped', mapId, path: [] }, recorder);
}

const NOTHING: InputSpec = Object.freeze({ kind: 'value', value: null });
const EMPTY: InputSpec = Object.freeze({ kind: 'value', value: Object.freeze([]) });

// Of the tags on the wire, those of values with elements in an order.
const LIST_TAGS: readonly unknown[] = ['tuple', 'map', 'object'];

/** What is known to be no list. What a reference will be is seen when its task has ended. */
export function checkList(list: InputSpec, { recorder, location }: MapCall): InputSpec {
  const isText = list.kind === 'text' || list.kind === 'context' || list.kind === 'default';
  if (!isText && (list.kind !== 'value' || hasElements(list.value))) return list;
  const shown = list.kind === 'value' ? JSON.stringify(list.value).slice(0, 80) : `a ${list.kind}`;
  const told = shown === 'null' ? 'nothing (null or undefined)' : shown;
  recorder.report('MAP_INVALID', `Tasks cannot be mapped over ${told}: it is neither a list nor an object.`, {
    hint: 'Pass a list, an object whose entries are meant, or a reference to one.',
    location,
  });
  return EMPTY;
}

function hasElements(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || !('$' in value) || LIST_TAGS.includes(value['$']);
}

function refuse(fault: string, remedy: string, { recorder, location }: MapCall): object {
  recorder.report('MAP_INVALID', `In flow, ${fault}.`, { hint: `Give it ${remedy}.`, location });
  return createReference(EMPTY_SOURCE, recorder);
}

/** For what follows a refused map. */
const EMPTY_SOURCE = { kind: 'concat', lists: [], path: [] } as const;
