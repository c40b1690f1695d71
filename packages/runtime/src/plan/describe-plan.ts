/** The plan as its reader wants it: public data, without methods and programs. */
import type { DagSpec, SourceLocation, TaskKind, TaskOptionsSpec } from '@taskloom/sdk/internal';
import type { RunPlan } from './build-plan.js';
import { describeList } from './describe-list.js';
import { describeParams, type JsonSchema } from './describe-params.js';
import { describeScopes, type PlanScope } from './describe-scopes.js';

/** What a run of the DAG would do. */
export interface Plan {
  readonly dagId: string;
  /** SHA-256 in hex over the DAG and the Python text of its tasks. */
  readonly digest: string;
  /** Of the params that a run takes, where the DAG has any. */
  readonly params?: JsonSchema;
  /** In the order in which `flow` calls them. */
  readonly tasks: readonly PlanTask[];
  /** Each after the map around it. */
  readonly maps: readonly PlanMap[];
  readonly scopes: readonly PlanScope[];
}

export interface PlanMap {
  readonly mapId: string;
  /** The map around it. */
  readonly parentId?: string;
  /** What it goes over, in words. */
  readonly over: string;
}

export interface PlanTask {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly roles: readonly string[];
  readonly doc?: string;
  readonly triggerRule: string;
  /** Ids of the tasks that come right before it. */
  readonly upstream: readonly string[];
  /** It has an instance for each element of a list. */
  readonly mapped: boolean;
  /** The innermost map around it. */
  readonly mapId?: string;
  readonly pool?: string;
  readonly groupId?: string;
  /** Its decorator. */
  readonly location: SourceLocation;
}

/** What a task asks of its environment, as its decorator says; it may hold credentials. */
export type Needs = Pick<TaskOptionsSpec, 'python' | 'requirements'>;

// Beside the plan: whoever keeps or prints a plan does not expect credentials in it.
const needs = new WeakMap<Plan, ReadonlyMap<string, Needs>>();

export function describePlan({ definition, spec, digest, tasks }: RunPlan): Plan {
  const params = definition.params === undefined ? {} : { params: describeParams(definition.params) };
  const plan: Plan = { dagId: spec.dagId, digest, ...params, tasks: tasks.map(describeTask), ...describeShape(spec) };
  needs.set(plan, new Map(spec.tasks.map(({ taskId, options }) => [taskId, options])));
  return plan;
}

/** By task id, of a plan that `describePlan` made. */
export function findNeeds(plan: Plan): ReadonlyMap<string, Needs> {
  return needs.get(plan) ?? new Map();
}

function describeShape({ maps, tasks }: DagSpec): Pick<Plan, 'maps' | 'scopes'> {
  return {
    maps: maps.map(({ mapId, parentId, over }) => ({
      mapId,
      ...(parentId === undefined ? {} : { parentId }),
      over: describeList(over),
    })),
    scopes: describeScopes(tasks),
  };
}

function describeTask({ spec, method, location }: RunPlan['tasks'][number]): PlanTask {
  const { taskId, kind, role, phase, groupId, mapId, upstream, options } = spec;
  return {
    taskId,
    kind,
    roles: [
      ...method.conditions.map(({ mode }) => mode),
      ...(phase === undefined ? [] : [phase.kind]),
      ...(role === undefined ? [] : [role.kind]),
    ],
    ...(options.doc === undefined ? {} : { doc: options.doc }),
    triggerRule: options.triggerRule,
    upstream,
    mapped: mapId !== undefined,
    ...(mapId === undefined ? {} : { mapId }),
    ...(options.pool === undefined ? {} : { pool: options.pool }),
    ...(groupId === undefined ? {} : { groupId }),
    location: spec.location ?? location,
  };
}
