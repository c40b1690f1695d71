/** Which instance of a task: a task inside of maps has one for each element. */

/** The map index of a task that is not mapped, as in Airflow. */
export const UNMAPPED = -1;

export interface InstanceId {
  readonly taskId: string;
  /** Its index in each map around it, the outermost first. */
  readonly mapIndexes: readonly number[];
}

/** `load`, `load[3]`, in a map inside of a map `load[3][1]`. Ids of tasks have no brackets. */
export function formatInstanceId({ taskId, mapIndexes }: InstanceId): string {
  return taskId + formatIndexes(mapIndexes);
}

export function formatIndexes(mapIndexes: readonly number[]): string {
  return mapIndexes.length === 0 ? '' : `[${mapIndexes.join('][')}]`;
}

/** The index in the innermost map. */
export function getMapIndex(mapIndexes: readonly number[]): number {
  return mapIndexes.at(-1) ?? UNMAPPED;
}
