/** The states of a run's task instances as they stand, and when each began and ended. */
import type { TaskState } from '@taskloom/sdk';
import { formatIndexes, formatInstanceId, type InstanceId, isWithin } from '../instance-id.js';
import type { PlannedTask } from '../ports.js';
import type { RunState } from '../run-event.js';
import type { Mapping, StateChange, Tried } from '../scheduler/walk-request.js';
import type { TaskFailure } from '../task-failure.js';

export interface InstanceRecord {
  readonly task: PlannedTask;
  readonly mapIndexes: readonly number[];
  readonly state: TaskState;
  readonly attempts: number;
  /** What its author calls it among the instances of its task. */
  readonly mapName?: string;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly failure?: TaskFailure;
  readonly reason?: string;
  /** It would have run, had the run not been stopped. */
  readonly isStopped?: true;
  /** Ids of the tasks further down that it skips. */
  readonly skips?: readonly string[];
}

export class RunStates {
  /** By task, in the order in which `flow` calls them; and by indexes. */
  readonly #instances: ReadonlyMap<string, Map<string, InstanceRecord>>;
  readonly #tasks: readonly PlannedTask[];
  /** By the id of the whole, in the order in which they were mapped. */
  readonly #mappings = new Map<string, Mapping>();
  /** Of instances that were cut off or cleared. */
  readonly #tried = new Map<string, Tried>();

  constructor(tasks: readonly PlannedTask[]) {
    this.#tasks = tasks;
    this.#instances = new Map(
      tasks.map((task) => [task.spec.taskId, new Map([['', { task, mapIndexes: [], state: 'none', attempts: 0 }]])]),
    );
  }

  /** In the order in which `flow` calls them, those of one task in the order of their elements. */
  list(): readonly InstanceRecord[] {
    return [...this.#instances.values()].flatMap((records) => [...records.values()].sort(compareIndexes));
  }

  /** The instances of a task, in the order of their elements. */
  listOf(taskId: string): readonly InstanceId[] {
    const records = [...(this.#instances.get(taskId)?.values() ?? [])].sort(compareIndexes);
    return records.map(({ mapIndexes }) => ({ taskId, mapIndexes }));
  }

  /** `none` for an instance that is not there. */
  getState({ taskId, mapIndexes }: InstanceId): TaskState {
    const records = this.#instances.get(taskId);
    for (let depth = mapIndexes.length; depth >= 0; depth -= 1) {
      // Where there is no instance, its task may have ended as a whole.
      const record = records?.get(formatIndexes(mapIndexes.slice(0, depth)));
      if (record !== undefined) return record.state;
    }
    return 'none';
  }

  /** Those of outer maps before those inside of them. */
  listMappings(): readonly Mapping[] {
    return [...this.#mappings.values()];
  }

  findTried(instance: InstanceId): Tried | undefined {
    return this.#tried.get(formatInstanceId(instance));
  }

  /** Instances take the place of the whole. */
  map(mapping: Mapping): void {
    const { task, mapIndexes, length } = mapping;
    const { taskId } = task.spec;
    this.#mappings.set(formatInstanceId({ taskId, mapIndexes }), mapping);
    const records = this.#instances.get(taskId);
    records?.delete(formatIndexes(mapIndexes));
    for (let index = 0; index < length; index += 1) {
      const indexes = [...mapIndexes, index];
      records?.set(formatIndexes(indexes), { task, mapIndexes: indexes, state: 'none', attempts: 0 });
    }
  }

  findName({ taskId, mapIndexes }: InstanceId): string | undefined {
    return this.#instances.get(taskId)?.get(formatIndexes(mapIndexes))?.mapName;
  }

  name({ taskId, mapIndexes }: InstanceId, mapName: string): void {
    const records = this.#instances.get(taskId);
    const record = records?.get(formatIndexes(mapIndexes));
    if (record !== undefined) records?.set(formatIndexes(mapIndexes), { ...record, mapName });
  }

  apply({ task, mapIndexes, state, attempt, failure, reason, isStopped, skips }: StateChange, at: Date): void {
    const records = this.#instances.get(task.spec.taskId);
    const before = records?.get(formatIndexes(mapIndexes));
    const startedAt = before?.startedAt ?? (state === 'running' ? at : undefined);
    records?.set(formatIndexes(mapIndexes), {
      task,
      mapIndexes,
      state,
      attempts: attempt,
      ...(before?.mapName === undefined ? {} : { mapName: before.mapName }),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(isFinal(state) ? { endedAt: at } : {}),
      ...describeFailure(state, failure ?? before?.failure),
      ...(reason === undefined ? {} : { reason }),
      ...(isStopped === undefined ? {} : { isStopped }),
      ...(skips === undefined ? {} : { skips }),
    });
  }

  /** The instance of that id, or what it is part of as long as that is not mapped; undefined where there is neither. */
  findPresent({ taskId, mapIndexes }: InstanceId): InstanceId | undefined {
    const records = this.#instances.get(taskId);
    for (let depth = mapIndexes.length; depth >= 0; depth -= 1) {
      const present = { taskId, mapIndexes: mapIndexes.slice(0, depth) };
      const isMapped = this.#mappings.has(formatInstanceId(present));
      if (isMapped && depth < mapIndexes.length) return undefined;
      if (isMapped || records?.has(formatIndexes(present.mapIndexes)) === true) return present;
    }
    return undefined;
  }

  /** As if an instance, and what is mapped below it, had never run. How often it was tried is remembered. */
  clear(instance: InstanceId): void {
    const present = this.findPresent(instance);
    const records = this.#instances.get(instance.taskId);
    if (present === undefined || records === undefined) return;
    const key = formatIndexes(present.mapIndexes);
    const single = records.get(key);
    const [first] = records.values();
    const task = (single ?? first)?.task;
    if (task === undefined) return;
    if (single !== undefined) this.#forget(single);
    else this.#clearMapped(present, records);
    const attempts = this.findTried(present)?.attempts ?? 0;
    records.set(key, { task, mapIndexes: present.mapIndexes, state: 'none', attempts });
  }

  /** The whole comes back in the place of its instances. */
  #clearMapped(whole: InstanceId, records: Map<string, InstanceRecord>): void {
    const { taskId } = whole;
    for (const [key, record] of records) {
      if (!isWithin({ taskId, mapIndexes: record.mapIndexes }, whole)) continue;
      this.#forget(record);
      records.delete(key);
    }
    for (const [id, { task, mapIndexes }] of this.#mappings) {
      if (isWithin({ taskId: task.spec.taskId, mapIndexes }, whole)) this.#mappings.delete(id);
    }
  }

  #forget({ task, mapIndexes, attempts }: InstanceRecord): void {
    if (attempts === 0) return;
    this.#tried.set(formatInstanceId({ taskId: task.spec.taskId, mapIndexes }), { attempts, uncounted: attempts });
  }

  /** Nothing runs any more. What was running will be tried again, and that does not count against its retries. */
  cutOff(): void {
    for (const [taskId, records] of this.#instances) {
      for (const [key, { task, mapIndexes, state, attempts, mapName }] of records) {
        if (isFinal(state) || state === 'none') continue;
        const id = { taskId, mapIndexes };
        const cut = state === 'up_for_retry' ? 0 : 1;
        this.#tried.set(formatInstanceId(id), { attempts, uncounted: (this.findTried(id)?.uncounted ?? 0) + cut });
        records.set(key, { task, mapIndexes, state: 'none', attempts, ...(mapName === undefined ? {} : { mapName }) });
      }
    }
  }

  /** Airflow's rule: the leaves decide, as if teardowns were not there, but for those that are to fail the run. */
  judgeRun(isCancelled: boolean): RunState {
    const instances = this.list();
    if (isCancelled && instances.some(({ state }) => state === 'cancelled')) return 'cancelled';
    const leaves = listLeaves(this.#tasks);
    const hasFailed = ({ task, state }: InstanceRecord): boolean =>
      leaves.has(task.spec.taskId) && (state === 'failed' || state === 'upstream_failed');
    return instances.some(hasFailed) ? 'failed' : 'success';
  }
}

function listLeaves(tasks: readonly PlannedTask[]): ReadonlySet<string> {
  const counted = tasks.filter(({ spec }) => spec.phase?.kind !== 'teardown' || spec.phase.onFailureFailDagRun);
  const deciding = counted.length > 0 ? counted : tasks;
  const followed = new Set<string>();
  for (const { spec } of deciding) for (const id of spec.upstream) followed.add(id);
  return new Set(deciding.map(({ spec }) => spec.taskId).filter((id) => !followed.has(id)));
}

/** Of the last attempt that failed, as long as no later one has begun. */
function describeFailure(state: TaskState, failure: TaskFailure | undefined): { readonly failure?: TaskFailure } {
  return failure === undefined || state === 'running' || state === 'success' ? {} : { failure };
}

export function isFinal(state: TaskState): boolean {
  return (
    state === 'success' ||
    state === 'failed' ||
    state === 'skipped' ||
    state === 'upstream_failed' ||
    state === 'cancelled'
  );
}

function compareIndexes({ mapIndexes: a }: InstanceRecord, { mapIndexes: b }: InstanceRecord): number {
  const differs = a.findIndex((index, depth) => index !== b[depth]);
  return differs === -1 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}
