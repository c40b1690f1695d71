/** The states of a run's task instances as they stand, and when each began and ended. */
import type { TaskState } from '@taskloom/sdk';
import type { PlannedTask } from '../ports.js';
import type { RunState } from '../run-event.js';
import type { StateChange } from '../scheduler/walk.js';
import type { TaskFailure } from '../task-failure.js';

export interface InstanceRecord {
  readonly task: PlannedTask;
  readonly state: TaskState;
  readonly attempts: number;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly failure?: TaskFailure;
  readonly reason?: string;
}

export class RunStates {
  readonly #instances: Map<string, InstanceRecord>;

  constructor(tasks: readonly PlannedTask[]) {
    this.#instances = new Map(tasks.map((task) => [task.spec.taskId, { task, state: 'none', attempts: 0 }]));
  }

  /** In the order in which `flow` calls them. */
  list(): readonly InstanceRecord[] {
    return [...this.#instances.values()];
  }

  apply({ task, state, attempt, failure, reason }: StateChange, at: Date): void {
    const { taskId } = task.spec;
    const before = this.#instances.get(taskId);
    const startedAt = before?.startedAt ?? (state === 'running' ? at : undefined);
    this.#instances.set(taskId, {
      task,
      state,
      attempts: attempt,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(isFinal(state) ? { endedAt: at } : {}),
      ...describeFailure(state, failure ?? before?.failure),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  /** Airflow's rule, without teardowns: the leaves decide. */
  judgeRun(isCancelled: boolean): RunState {
    const instances = this.list();
    if (isCancelled && instances.some(({ state }) => state === 'cancelled')) return 'cancelled';
    const upstreams = new Set(instances.flatMap(({ task }) => task.spec.upstream));
    const leaves = instances.filter(({ task }) => !upstreams.has(task.spec.taskId));
    return leaves.some(({ state }) => state === 'failed' || state === 'upstream_failed') ? 'failed' : 'success';
  }
}

/** Of the last attempt that failed, as long as no later one has begun. */
function describeFailure(state: TaskState, failure: TaskFailure | undefined): { readonly failure?: TaskFailure } {
  return failure === undefined || state === 'running' || state === 'success' ? {} : { failure };
}

function isFinal(state: TaskState): boolean {
  return (
    state === 'success' ||
    state === 'failed' ||
    state === 'skipped' ||
    state === 'upstream_failed' ||
    state === 'cancelled'
  );
}
