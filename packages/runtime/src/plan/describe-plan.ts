/** The plan as its reader wants it: public data, without methods and programs. */
import type { SourceLocation, TaskKind } from '@taskloom/sdk/internal';
import type { RunPlan } from './build-plan.js';

/** What a run of the DAG would do. */
export interface Plan {
  readonly dagId: string;
  /** SHA-256 in hex over the DAG and the Python text of its tasks. */
  readonly digest: string;
  /** In the order in which `flow` calls them. */
  readonly tasks: readonly PlanTask[];
}

export interface PlanTask {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly roles: readonly string[];
  readonly doc?: string;
  readonly triggerRule: string;
  /** Ids of the tasks that come right before it. */
  readonly upstream: readonly string[];
  readonly mapped: boolean;
  readonly groupId?: string;
  /** Its decorator. */
  readonly location: SourceLocation;
}

export function describePlan({ spec, digest, tasks }: RunPlan): Plan {
  return { dagId: spec.dagId, digest, tasks: tasks.map(describeTask) };
}

function describeTask({ spec, location }: RunPlan['tasks'][number]): PlanTask {
  const { taskId, kind, groupId, upstream, options } = spec;
  return {
    taskId,
    kind,
    roles: [],
    ...(options.doc === undefined ? {} : { doc: options.doc }),
    triggerRule: options.triggerRule,
    upstream,
    mapped: false,
    ...(groupId === undefined ? {} : { groupId }),
    location: spec.location ?? location,
  };
}
