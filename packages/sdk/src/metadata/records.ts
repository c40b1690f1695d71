/** What decorators leave on methods and classes. */
import type { SourceLocation } from '../errors.js';
import type { ResolvedDagOptions } from '../options/dag-options.js';
import type { TaskKind, TaskPhaseSpec, TaskRoleSpec } from '../spec/dag-spec.js';
import type { SdkCopy } from './sdk-copy.js';

export interface TaskEntry {
  readonly kind: TaskKind;
  /** As the author gave them: `@dag` checks them. */
  readonly options: unknown;
  /** The decorator in the author's file. */
  readonly location?: SourceLocation;
}

/** What a decorator of a role said: a task has one kind, and may have a role that decides and one in a scope. */
export interface RoleEntry {
  readonly role: TaskRole;
  /** As the author gave them: `@dag` checks them. */
  readonly options: unknown;
  readonly location?: SourceLocation;
}

/** What `@task.runIf` or `@task.skipIf` said. A method may have several. */
export interface ConditionEntry {
  readonly mode: 'runIf' | 'skipIf';
  /** As the author gave it: `@dag` checks that it is a function. */
  readonly condition: unknown;
  readonly location?: SourceLocation;
}

export type TaskRole = TaskRoleSpec['kind'] | TaskPhaseSpec['kind'];

/** As it is stored: of which copy of the SDK it is, which one of another version may not say. */
export type Stored<R> = R & { readonly copy?: SdkCopy };

export interface DagRecord {
  /** Checked. */
  readonly options: ResolvedDagOptions;
  /** The decorator in the author's file. */
  readonly location?: SourceLocation;
}

/** Decorators as their author writes them. */
export const DECORATOR_NAMES: Readonly<Record<TaskKind, string>> = {
  typescript: '@task',
  virtualenv: '@task.virtualenv',
  externalPython: '@task.externalPython',
  bash: '@task.bash',
};

export const ROLE_NAMES: Readonly<Record<TaskRole, string>> = {
  branch: '@task.branch',
  shortCircuit: '@task.shortCircuit',
  sensor: '@task.sensor',
  setup: '@task.setup',
  teardown: '@task.teardown',
};
