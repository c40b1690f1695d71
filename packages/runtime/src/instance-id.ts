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

/** What `formatInstanceId` wrote; undefined for another text. */
export function parseInstanceId(text: string): InstanceId | undefined {
  const [, taskId, indexes = ''] = /^([^[\]]+)((?:\[\d+\])*)$/.exec(text) ?? [];
  if (taskId === undefined) return undefined;
  return { taskId, mapIndexes: [...indexes.matchAll(/\d+/g)].map(([index]) => Number(index)) };
}

/** Whether it is the other one, or an instance of what that is when it is mapped further. */
export function isWithin(instance: InstanceId, whole: InstanceId): boolean {
  return (
    instance.taskId === whole.taskId && whole.mapIndexes.every((index, depth) => instance.mapIndexes[depth] === index)
  );
}

/** The ids of all that it is part of, the outermost first, and its own. */
export function listEnclosing({ taskId, mapIndexes }: InstanceId): readonly string[] {
  const depths = [...mapIndexes.keys(), mapIndexes.length];
  return depths.map((depth) => formatInstanceId({ taskId, mapIndexes: mapIndexes.slice(0, depth) }));
}

export function formatIndexes(mapIndexes: readonly number[]): string {
  return mapIndexes.length === 0 ? '' : `[${mapIndexes.join('][')}]`;
}

/** The index in the innermost map. */
export function getMapIndex(mapIndexes: readonly number[]): number {
  return mapIndexes.at(-1) ?? UNMAPPED;
}
