/** Whether what a task gave can be mapped over, where the DAG maps over it: if not, the task has failed, as in Airflow. */
import { type InputSpec, type MapSpec, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { WireText } from '../../ports.js';
import { descend } from '../../values/descend.js';
import { checkMapLength, listItems } from '../../values/list-items.js';
import { describeNoList } from '../../values/resolve-input.js';

/** By task, the parts of its value that are lists of maps. */
export type MappedParts = ReadonlyMap<string, readonly (readonly (string | number)[])[]>;

export function findMappedParts(maps: readonly MapSpec[]): MappedParts {
  const parts = new Map<string, (readonly (string | number)[])[]>();
  const open: InputSpec[] = maps.map(({ over }) => over);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('lists' in next) open.push(...next.lists);
    if (next.kind === 'xcom') parts.set(next.taskId, [...(parts.get(next.taskId) ?? []), next.path]);
  }
  return parts;
}

/** @throws TaskloomError MAP_NOT_LIST, MAP_TOO_LONG, REFERENCE_PATH_MISSING */
export function checkMappable(
  taskId: string,
  value: WireText,
  { parts, maxMapLength }: { readonly parts: MappedParts; readonly maxMapLength: number },
): void {
  for (const path of parts.get(taskId) ?? []) {
    const part = descend(value, path, `The result of "${taskId}"`);
    const items = listItems(part);
    if (items === undefined) throw describeNoList(part);
    checkMapLength(items.length, maxMapLength);
  }
}

/** Maps over params, which are known before anything runs. @throws TaskloomError PARAMS_INVALID */
export function checkMappedParams(maps: readonly MapSpec[], params: WireText, maxMapLength: number): void {
  const open: InputSpec[] = maps.map(({ over }) => over);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('lists' in next) open.push(...next.lists);
    if (next.kind === 'param') checkParam(next.path, params, maxMapLength);
  }
}

function checkParam(path: readonly (string | number)[], params: WireText, maxMapLength: number): void {
  const name = ['params', ...path].join('.');
  try {
    const part = descend(params, path, 'The object of params');
    const items = listItems(part);
    if (items === undefined) throw describeNoList(part);
    checkMapLength(items.length, maxMapLength);
  } catch (cause) {
    if (!(cause instanceof TaskloomError)) throw cause;
    throw runtimeError('PARAMS_INVALID', `Tasks are mapped over ${name}: ${cause.message}`, {
      hint: 'Pass a list, and say so in the schema of @dag({ params }).',
      details: { problems: [`${name}: ${cause.message}`] },
      cause,
    });
  }
}
