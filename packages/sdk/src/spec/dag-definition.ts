/**
 * A DAG as the runtime receives it: the spec, which is data, beside what data cannot hold (the class, its methods,
 * schemas). Problems are collected, not thrown, so that planning can report its own together with them.
 */
import type { z } from 'zod';
import type { TaskContext } from '../context.js';
import type { SourceLocation, TaskloomError } from '../errors.js';
import type { RunCallback, TaskCallbacks } from '../options/public-options.js';
import type { DagSpec, TaskKind, TaskOptionsSpec, TaskPhaseSpec, TaskRoleSpec } from './dag-spec.js';

// biome-ignore lint/suspicious/noExplicitAny: a method's parameters are the author's
export type TaskMethod = (this: any, ...args: any[]) => unknown;
export type DagClass = new () => { flow(...args: never[]): unknown };

/** A method that is a task, wherever in the class's chain it was declared. */
export interface MethodDefinition {
  readonly name: string;
  readonly kind: TaskKind;
  readonly role?: TaskRoleSpec;
  readonly phase?: TaskPhaseSpec;
  readonly fn: TaskMethod;
  /** The class whose body holds the method: the DAG's own, or one it extends. */
  readonly declaringClass: string;
  /** With the DAG's defaults, before any `override`. */
  readonly options: TaskOptionsSpec;
  /** Schema of what the task returns. */
  readonly returns?: z.ZodType;
  /** Of `@task.runIf` and `@task.skipIf`, in the order in which they are asked. */
  readonly conditions: readonly MethodCondition[];
  readonly location?: SourceLocation;
}

/** Asked before each attempt. A list gives the reason as well. */
export type Condition = (context: TaskContext) => ConditionResult | Promise<ConditionResult>;
export type ConditionResult = boolean | readonly [boolean, string];

export interface MethodCondition {
  readonly mode: 'runIf' | 'skipIf';
  readonly condition: Condition;
}

export interface DagDefinition {
  readonly spec: DagSpec;
  readonly dagClass: DagClass;
  readonly methods: ReadonlyMap<string, MethodDefinition>;
  /** By task id, where a task has any. */
  readonly callbacks: ReadonlyMap<string, TaskCallbacks>;
  readonly onSuccess?: RunCallback;
  readonly onFailure?: RunCallback;
  readonly params?: z.ZodType;
  /** The file of the class where the author named it (`source`) or the decorator could tell. */
  readonly sourceFile?: string;
  /** Everything that is wrong with the class and its flow. The spec must not be run unless this is empty. */
  readonly problems: readonly TaskloomError[];
}
