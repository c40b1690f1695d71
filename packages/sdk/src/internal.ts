/** What `@taskloom/runtime` needs of the SDK and authors do not. No promise of stability between minor versions. */

export type { ErrorFacts, SourceLocation } from './errors.js';
export { AUTHOR_ERROR_CODES, authorError, combineErrors, TaskloomError } from './errors.js';
export type { CapturedBody, CapturedValue } from './python/captured-body.js';
export type { DagClass, DagDefinition, MethodDefinition, TaskMethod } from './spec/dag-definition.js';
export type { DagSpec, GroupSpec, InputSpec, TaskKind, TaskOptionsSpec, TaskSpec, WireValue } from './spec/dag-spec.js';
export { DAG_SPEC_VERSION } from './spec/dag-spec.js';
