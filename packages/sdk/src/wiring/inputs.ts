/** Arguments and results of `flow` as data: references become input specs, everything else goes on the wire. */
import { type SourceLocation, TaskloomError } from '../errors.js';
import type { InputSpec, MapSpec } from '../spec/dag-spec.js';
import { DEPTH_LIMIT, encodeValue } from '../values/encode.js';
import { fieldPath, itemPath } from '../values/path.js';
import type { Recorder } from './recorder.js';
import { findStandIn, type StandIn } from './stand-ins.js';

/** Whose value it is. */
export interface InputPlace {
  readonly recorder: Recorder;
  /** For messages: `Argument 1 of load`. */
  readonly what: string;
  readonly location: SourceLocation | undefined;
}

/**
 * What cannot be an input is reported to the recorder (VALUE_UNSUPPORTED, REFERENCE_FOREIGN), with its path, and a
 * null is left in its place.
 */
export function toInputSpec(value: unknown, place: InputPlace): InputSpec {
  return convert(value, { place, path: '$', above: [], known: new Map() });
}

/** The maps of a flow, by id. */
export type Maps = ReadonlyMap<string, Pick<MapSpec, 'over' | 'result'>>;

/** Ids of the tasks whose results an input needs. An element needs its list; what a map gave, the results of its elements. */
export function listUpstream(input: InputSpec, maps: Maps): readonly string[] {
  if (input.kind === 'xcom') return [input.taskId];
  const map = input.kind === 'item' || input.kind === 'mapped' ? maps.get(input.mapId) : undefined;
  if (map === undefined) return listParts(input).flatMap((part) => listUpstream(part, maps));
  const results = input.kind === 'mapped' ? listUpstream(map.result, maps) : [];
  return results.length > 0 ? results : listUpstream(map.over, maps);
}

/** The inputs that an input is made of. */
export function listParts(input: InputSpec): readonly InputSpec[] {
  switch (input.kind) {
    case 'list':
      return input.items;
    case 'object':
      return input.entries.map(([, item]) => item);
    case 'text':
      return input.parts;
    case 'zip':
    case 'cross':
    case 'concat':
      return input.lists;
    default:
      return [];
  }
}

interface Position {
  readonly place: InputPlace;
  readonly path: string;
  /** The containers around, the outermost first. */
  readonly above: readonly object[];
  /** Containers that were looked through, and whether a stand-in was in them. */
  readonly known: Map<unknown, boolean>;
}

function convert(value: unknown, position: Position): InputSpec {
  const { path, above, known } = position;
  const standIn = findStandIn(value);
  if (standIn !== undefined) return convertStandIn(standIn, position);
  if (!isContainer(value) || !holdsStandIn(value, known, above.length)) return encode(value, position);
  // What holds itself, or has keys that the wire would lose, is left to the encoder, which refuses it.
  if (above.includes(value) || Object.getOwnPropertySymbols(value).length > 0) return encode(value, position);
  if (value instanceof Map || value instanceof Set) return refuseHolder(value, position);
  const inside = { ...position, above: [...above, value] };
  if (Array.isArray(value)) return convertList(value, inside);
  const entries = Object.entries(value).map(
    ([key, item]) => [key, convert(item, { ...inside, path: fieldPath(path, key) })] as const,
  );
  return { kind: 'object', entries };
}

function convertList(list: readonly unknown[], position: Position): InputSpec {
  const items = Array.from(list, (item, index) => {
    const inside = { ...position, path: itemPath(position.path, index) };
    if (index in list) return convert(item, inside);
    return refuse('is a hole', 'Fill the hole of the sparse array, with null for instance.', inside);
  });
  return { kind: 'list', items };
}

function refuseHolder(holder: object, position: Position): InputSpec {
  const hint = 'Put references into lists and plain objects, or make the whole in a task.';
  return refuse(`is a ${holder instanceof Map ? 'Map' : 'Set'} with a reference in it`, hint, position);
}

function refuse(fault: string, hint: string, { place: { recorder, what, location }, path }: Position): InputSpec {
  recorder.report('VALUE_UNSUPPORTED', `${what}: the value at ${path} ${fault}.`, {
    hint,
    details: { path },
    location,
  });
  return NOTHING;
}

function convertStandIn(standIn: StandIn, position: Position): InputSpec {
  const { place, path } = position;
  const { recorder, what, location } = place;
  if (standIn.kind === 'handle') {
    const { name } = standIn;
    return refuse(`is the task "${name}" itself`, `Call it to use its result: ${name}(…).`, position);
  }
  if (standIn.recorder !== recorder) {
    recorder.report('REFERENCE_FOREIGN', `${what}: the value at ${path} belongs to another call of a flow.`, {
      hint: 'Use a reference in the flow that made it.',
      details: { path },
      location,
    });
    return NOTHING;
  }
  if (standIn.kind === 'group') return convert(standIn.result, position);
  const { source } = standIn;
  if (isInScope(source, recorder)) return source;
  recorder.report('REFERENCE_OUT_OF_MAP', `${what}: the value at ${path} belongs to one element of a map.`, {
    hint: 'Return it from the function that is mapped, and use what `map` gives: the list of all of them.',
    details: { path },
    location,
  });
  return NOTHING;
}

/** What one element of a map has is known inside of the map's function only. */
function isInScope(source: InputSpec, recorder: Recorder): boolean {
  if (source.kind === 'xcom') return recorder.isInside(recorder.tasks.get(source.taskId)?.mapId);
  if (source.kind === 'item') return recorder.isInside(source.mapId);
  if (source.kind === 'mapped') return recorder.isInside(recorder.maps.get(source.mapId)?.parentId);
  return listParts(source).every((part) => isInScope(part, recorder));
}

const NOTHING: InputSpec = Object.freeze({ kind: 'value', value: null });

/** Looks into containers only: what else holds a reference cannot cross, which encoding says. */
function holdsStandIn(value: unknown, known: Map<unknown, boolean>, depth: number): boolean {
  if (findStandIn(value) !== undefined) return true;
  if (!isContainer(value) || depth > DEPTH_LIMIT) return false;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, false);
  const found = listItems(value).some((item) => holdsStandIn(item, known, depth + 1));
  known.set(value, found);
  return found;
}

function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain || Array.isArray(value) || value instanceof Map || value instanceof Set;
}

function listItems(container: object): readonly unknown[] {
  if (container instanceof Map) return [...container].flat();
  return container instanceof Set ? [...container] : Object.values(container);
}

function encode(value: unknown, { place: { recorder, what, location }, path, above }: Position): InputSpec {
  try {
    return { kind: 'value', value: encodeValue(value, path, above) };
  } catch (cause) {
    if (!(cause instanceof TaskloomError)) throw cause;
    const { message, hint, details } = cause;
    recorder.report('VALUE_UNSUPPORTED', `${what}: ${message}`, { hint, details, location, cause });
    return NOTHING;
  }
}
