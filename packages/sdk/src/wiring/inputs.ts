/** Arguments and results of `flow` as data: references become input specs, everything else goes on the wire. */
import { authorError, type SourceLocation, TaskloomError } from '../errors.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { encodeValue } from '../values/encode.js';
import type { Recorder } from './recorder.js';
import { findReference } from './reference.js';

export interface InputPlace {
  readonly recorder: Recorder;
  /** `argument "path" of load`, for messages. */
  readonly what: string;
  readonly location?: SourceLocation | undefined;
}

/**
 * @throws TaskloomError VALUE_UNSUPPORTED for a value that cannot cross, REFERENCE_FOREIGN for a reference that
 *   belongs to another flow
 */
export function toInputSpec(value: unknown, place: InputPlace, path = '$'): InputSpec {
  const reference = findReference(value);
  if (reference !== undefined) {
    if (reference.recorder === place.recorder) return reference.source;
    throw authorError(
      'REFERENCE_FOREIGN',
      `${place.what} holds a reference that belongs to another call of flow (${path}).`,
      {
        hint: 'Use references in the flow that made them; share values between DAGs through a store of your own.',
        location: place.location,
      },
    );
  }
  if (!holdsReference(value)) return { kind: 'value', value: encode(value, place, path) };
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item, index) => toInputSpec(item, place, `${path}[${index}]`)) };
  }
  const entries = Object.entries(value as object);
  return { kind: 'object', entries: entries.map(([key, item]) => [key, toInputSpec(item, place, `${path}.${key}`)]) };
}

/** Looks into arrays and plain objects only: what else holds a reference cannot cross, which encoding says. */
function holdsReference(value: unknown, above: ReadonlySet<unknown> = new Set()): boolean {
  if (findReference(value) !== undefined) return true;
  if (typeof value !== 'object' || value === null || above.has(value)) return false;
  const inner = new Set([...above, value]);
  if (Array.isArray(value)) return value.some((item) => holdsReference(item, inner));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).some((item) => holdsReference(item, inner));
}

function encode(value: unknown, { what, location }: InputPlace, path: string) {
  try {
    return encodeValue(value, path);
  } catch (cause) {
    if (!(cause instanceof TaskloomError)) throw cause;
    throw authorError('VALUE_UNSUPPORTED', `${what}: ${cause.message}`, {
      hint: cause.hint,
      details: cause.details,
      location,
      cause,
    });
  }
}

/** Ids of the tasks whose results an input needs. */
export function listUpstream(input: InputSpec): string[] {
  if (input.kind === 'xcom') return [input.taskId];
  if (input.kind === 'list') return input.items.flatMap(listUpstream);
  if (input.kind === 'text') return input.parts.flatMap(listUpstream);
  return input.kind === 'object' ? input.entries.flatMap(([, item]) => listUpstream(item)) : [];
}
