/** The run's context in `flow`: references to a closed list of fields. */
import { findAuthorSite } from '../call-site.js';
import { authorError } from '../errors.js';
import { describeNearest } from '../options/nearest-name.js';
import type { Recorder } from './recorder.js';
import { createReference } from './reference.js';

const FIELDS = [
  'dagId',
  'runId',
  'logicalDate',
  'ds',
  'dsNodash',
  'ts',
  'tsNodash',
  'tsNodashWithTz',
  'dataIntervalStart',
  'dataIntervalEnd',
] as const;

export function createContextReference(recorder: Recorder): object {
  return new Proxy(createReference({ kind: 'context', path: [] }, recorder) as object, {
    get(reference, key) {
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON' || FIELDS.some((field) => field === key))
        return Reflect.get(reference, key);
      throw authorError('REFERENCE_MISUSED', `The run's context has no field "${key}".`, {
        hint: describeNearest(key, FIELDS),
        location: findAuthorSite(),
      });
    },
  });
}
