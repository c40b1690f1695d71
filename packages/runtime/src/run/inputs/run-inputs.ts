/**
 * What references stand for in a run: results of the instances that belong to the same elements, elements of lists,
 * and lists of what maps gave.
 */
import type { TaskState } from '@taskloom/sdk';
import { type InputSpec, listParts, type MapSpec, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { InstanceId } from '../../instance-id.js';
import { formatIndexes, formatInstanceId } from '../../instance-id.js';
import type { RunRecord, WireText } from '../../ports.js';
import { failureFromError, type TaskFailure } from '../../task-failure.js';
import { descend } from '../../values/descend.js';
import { checkMapLength } from '../../values/list-items.js';
import { type InputSources, resolveInput, resolveItems } from '../../values/resolve-input.js';
import { RETURN_VALUE } from './xcom-key.js';

export interface RunValues {
  readonly maps: readonly MapSpec[];
  readonly mapsWithTasks: ReadonlySet<string>;
  /** By task, how many maps are around it. */
  readonly depths: ReadonlyMap<string, number>;
  readonly record: Pick<RunRecord, 'getXCom'>;
  /** One object each. */
  readonly params: WireText;
  readonly context: WireText;
  readonly maxMapLength: number;
  getState(instance: InstanceId): TaskState;
}

type Indexes = readonly number[];

export class RunInputs {
  readonly #values: RunValues;
  readonly #maps: ReadonlyMap<string, MapSpec>;
  /** Elements, by map and by the indexes in the maps around it. */
  readonly #lists = new Map<string, readonly WireText[]>();
  /** Parts of results that several instances have asked for. */
  readonly #parts = new Map<string, WireText>();
  /** What maps gave that are over, named alike. */
  readonly #collected = new Map<string, readonly WireText[]>();
  readonly #measured = new Map<string, Promise<number | TaskFailure>>();

  constructor(values: RunValues) {
    this.#values = values;
    this.#maps = new Map(values.maps.map((map) => [map.mapId, map]));
  }

  /** As an instance sees them. */
  sourcesFor(mapIndexes: Indexes): InputSources {
    const { params, context, maxMapLength } = this.#values;
    return {
      xcom: (taskId, path) => this.#getPart(taskId, path, mapIndexes),
      item: async (mapId) => this.#getItem(mapId, mapIndexes),
      mapped: (mapId) => this.#collect(mapId, mapIndexes),
      params,
      context,
      maxMapLength,
    };
  }

  /** How many elements the list of a map has, or why it is none. Its elements are at hand from then on. */
  measure(map: MapSpec, mapIndexes: Indexes): Promise<number | TaskFailure> {
    const name = nameList(map.mapId, mapIndexes);
    const known = this.#measured.get(name) ?? this.#readList(map, mapIndexes, name);
    this.#measured.set(name, known);
    return known;
  }

  async #readList(map: MapSpec, mapIndexes: Indexes, name: string): Promise<number | TaskFailure> {
    try {
      const items = await resolveItems(map.over, this.sourcesFor(mapIndexes));
      checkMapLength(items.length, this.#values.maxMapLength);
      this.#lists.set(name, items);
      return items.length;
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      return failureFromError(error);
    }
  }

  /** What many instances take the same part of is taken apart once. */
  async #getPart(taskId: string, path: readonly (string | number)[], mapIndexes: Indexes): Promise<WireText> {
    const { record, depths } = this.#values;
    const depth = depths.get(taskId) ?? 0;
    const instance = { taskId, mapIndexes: mapIndexes.slice(0, depth) };
    const name = depth < mapIndexes.length ? `${formatInstanceId(instance)}/${JSON.stringify(path)}` : undefined;
    const known = this.#parts.get(name ?? '');
    if (known !== undefined) return known;
    // As in Airflow, the value of a task that was skipped is null.
    const value = (await record.getXCom(instance, RETURN_VALUE)) ?? 'null';
    const part = descend(value, path, `The result of "${taskId}"`);
    const isKept = name !== undefined && part.length <= KEPT_CHARACTERS && FINAL.has(this.#values.getState(instance));
    if (isKept) this.#parts.set(name, part);
    return part;
  }

  #getItem(mapId: string, mapIndexes: Indexes): WireText {
    const depth = this.#countAround(mapId);
    const item = this.#lists.get(nameList(mapId, mapIndexes.slice(0, depth)))?.[mapIndexes[depth] ?? -1];
    if (item === undefined) throw runtimeError('INTERNAL', `The map "${mapId}" has no element ${mapIndexes[depth]}.`);
    return item;
  }

  /** As in Airflow, without what was skipped or failed. Once for all who ask for it, when nothing can change any more. */
  async #collect(mapId: string, mapIndexes: Indexes): Promise<readonly WireText[]> {
    const map = this.#maps.get(mapId);
    if (map === undefined) return [];
    const around = mapIndexes.slice(0, this.#countAround(mapId));
    const name = nameList(mapId, around);
    const known = this.#collected.get(name);
    if (known !== undefined) return known;
    const items = await this.#findItems(map, around);
    const elements = items.map((_, index) => [...around, index]);
    const given = elements.filter((at) => this.#hasValue(map.result, at) !== false);
    const values = await Promise.all(
      given.map(async (at) => (await resolveInput(map.result, this.sourcesFor(at))) ?? 'null'),
    );
    if (elements.every((at) => this.#isOver(map.result, at))) this.#collected.set(name, values);
    return values;
  }

  /** Of a map whose tasks are not mapped yet, or never will be, there are none. One without tasks waits for nobody. */
  async #findItems(map: MapSpec, around: Indexes): Promise<readonly WireText[]> {
    const name = nameList(map.mapId, around);
    const known = this.#lists.get(name);
    if (known !== undefined) return known;
    if (this.#values.mapsWithTasks.has(map.mapId)) return [];
    await this.#readList(map, around, name);
    return this.#lists.get(name) ?? [];
  }

  /** Whether any of the tasks that give a value has given one; undefined where no task has a part in it. */
  #hasValue(input: InputSpec, mapIndexes: Indexes): boolean | undefined {
    const states = this.#listStates(input, mapIndexes);
    return states.length === 0 ? undefined : states.includes('success');
  }

  #isOver(input: InputSpec, mapIndexes: Indexes): boolean {
    return this.#listStates(input, mapIndexes).every((state) => FINAL.has(state));
  }

  /** Of the tasks that an input takes its value from. What a map gave is there when the map's list is. */
  #listStates(input: InputSpec, mapIndexes: Indexes): readonly TaskState[] {
    if (input.kind === 'xcom') {
      const { taskId } = input;
      const depth = this.#values.depths.get(taskId) ?? 0;
      return [this.#values.getState({ taskId, mapIndexes: mapIndexes.slice(0, depth) })];
    }
    if (input.kind !== 'mapped') return listParts(input).flatMap((part) => this.#listStates(part, mapIndexes));
    const map = this.#maps.get(input.mapId);
    const around = mapIndexes.slice(0, this.#countAround(input.mapId));
    const items = this.#lists.get(nameList(input.mapId, around));
    if (map === undefined) return [];
    if (items === undefined) {
      return this.#values.mapsWithTasks.has(input.mapId) ? ['skipped'] : this.#listStates(map.over, around);
    }
    const parts = items.flatMap((_, index) => this.#listStates(map.result, [...around, index]));
    // A list of nothing is a list.
    return parts.every((state) => FINAL.has(state)) ? ['success'] : ['running'];
  }

  #countAround(mapId: string): number {
    let depth = 0;
    for (let id = this.#maps.get(mapId)?.parentId; id !== undefined; id = this.#maps.get(id)?.parentId) depth += 1;
    return depth;
  }
}

/** Longer ones are read again: memory is shorter than time. */
const KEPT_CHARACTERS = 4_000_000;

const FINAL: ReadonlySet<TaskState> = new Set(['success', 'failed', 'skipped', 'upstream_failed', 'cancelled']);

function nameList(mapId: string, mapIndexes: Indexes): string {
  return mapId + formatIndexes(mapIndexes);
}
