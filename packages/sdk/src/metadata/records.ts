/** What decorators leave on methods and classes. */
import type { SourceLocation } from '../errors.js';
import type { ResolvedDagOptions } from '../options/dag-options.js';
import type { TaskKind } from '../spec/dag-spec.js';

export interface TaskEntry {
  readonly kind: TaskKind;
  /** As the author gave them, not checked yet. */
  readonly options: unknown;
  /** The decorator in the author's file. */
  readonly at?: SourceLocation;
}

export interface DagRecord {
  readonly options: ResolvedDagOptions;
  readonly at?: SourceLocation;
}
