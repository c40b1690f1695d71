/** Strings with references in them. */
import { findCallSite } from '../call-site.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { toInputSpec } from './inputs.js';
import { getRecorder } from './recorder.js';
import { createReference } from './reference.js';
import type { Input, Scalar, XCom } from './xcom.js';

/**
 * A string that is filled in when the task runs: text`data/${context.ds}.csv`. Dates are written as ISO 8601.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING, VALUE_UNSUPPORTED
 */
export function text(strings: TemplateStringsArray, ...values: Input<Scalar>[]): XCom<string> {
  const location = findCallSite(text);
  const recorder = getRecorder('text', location);
  const parts = strings.flatMap((string, index): InputSpec[] => {
    const literal: InputSpec[] = string === '' ? [] : [{ kind: 'value', value: string }];
    if (index >= values.length) return literal;
    return [...literal, toInputSpec(values[index] ?? null, { recorder, what: `Value ${index + 1} of text`, location })];
  });
  return createReference({ kind: 'text', parts }, recorder) as XCom<string>;
}
