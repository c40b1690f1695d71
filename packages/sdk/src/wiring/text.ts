/** Strings with references in them. */
import { findCallSite } from '../call-site.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { type InputPlace, toInputSpec } from './inputs.js';
import { getRecorder } from './recorder.js';
import { createReference } from './reference.js';
import type { Input, Scalar, XCom } from './xcom.js';

/**
 * A string that is filled in when the task runs: text`data/${context.ds}.csv`. Dates are written as ISO 8601.
 * A value that cannot be part of a text is a problem of the DAG, VALUE_UNSUPPORTED.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function text(strings: TemplateStringsArray, ...values: Input<Scalar>[]): XCom<string> {
  const location = findCallSite(text);
  const recorder = getRecorder('text', location);
  const parts = strings.flatMap((literal, index): InputSpec[] => {
    const before: InputSpec[] = literal === '' ? [] : [{ kind: 'value', value: literal }];
    if (index >= values.length) return before;
    return [...before, toPart(values[index], { recorder, what: `Value ${index + 1} of text`, location })];
  });
  return createReference({ kind: 'text', parts }, recorder) as XCom<string>;
}

// Of the tags on the wire, those of values that have a text form.
const TEXTUAL_TAGS: readonly unknown[] = [
  'int',
  'float',
  'datetime',
  'plaindatetime',
  'date',
  'time',
  'timespan',
  'decimal',
];

function toPart(value: unknown, place: InputPlace): InputSpec {
  const part = toInputSpec(value, place);
  if (isTextual(part)) return part;
  place.recorder.report('VALUE_UNSUPPORTED', `${place.what} has no text form.`, {
    hint: 'Make it a text in a task.',
    location: place.location,
  });
  return part;
}

/** What a reference will be is seen when the task runs. */
function isTextual(part: InputSpec): boolean {
  if (part.kind === 'list' || part.kind === 'object') return false;
  if (part.kind !== 'value' || typeof part.value !== 'object' || part.value === null) return true;
  return '$' in part.value && TEXTUAL_TAGS.includes(part.value['$']);
}
