/** What `@taskloom/runtime` needs of the SDK and authors do not. No promise of stability between minor versions. */

export { parseFrame } from './call-site.js';
export { runInContext } from './context.js';
export type { ErrorFacts, SourceLocation } from './errors.js';
export { authorError, combineErrors, TaskloomError } from './errors.js';
export { findDagRecord } from './metadata/store.js';
export { findDuration } from './options/duration.js';
export { hasCredentials, maskCredentials } from './options/mask-credentials.js';
export { describeNearest } from './options/nearest-name.js';
export type { RunCallback, TaskCallback, TaskCallbacks } from './options/public-options.js';
export { captureBody } from './python/capture-body.js';
export type { CapturedBody } from './python/captured-body.js';
export { type DataInterval, findDataInterval } from './schedule/data-interval.js';
export { hasFourDigitYear, readDate } from './schedule/date-text.js';
export type { DagClass, DagDefinition, MethodCondition, MethodDefinition, TaskMethod } from './spec/dag-definition.js';
export type {
  DagSpec,
  InputSpec,
  MapSpec,
  PicklingSerializer,
  RetryRuleSpec,
  SensorSpec,
  TaskKind,
  TaskOptionsSpec,
  TaskRule,
  TaskSpec,
  WireValue,
} from './spec/dag-spec.js';
export { createDagSpecSchema } from './spec/dag-spec-schema.js';
export { describeDag } from './spec/describe-dag.js';
export { decodeFromText } from './values/decode.js';
export { encodeToText, encodeValue } from './values/encode.js';
export { formatPath } from './values/path.js';
export { describePickled } from './values/pickled-value.js';
export { listParts, listUpstream } from './wiring/inputs.js';
