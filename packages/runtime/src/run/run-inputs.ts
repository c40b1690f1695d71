/**
 * What references stand for in a run: results of the instances that belong to the same elements, elements of lists,
 * and lists of what maps gave.
 */
import { type InputSpec, listParts, type MapSpec, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { InstanceId } from '../instance-id.js';
import { formatIndexes } from '../instance-id.js';
import type { RunRecord, WireText } from '../ports.js';
import { failureFromError, type TaskFailure } from '../task-failure.js';
import { checkMapLength } from '../values/list-items.js';
import { type InputSources, resolveInput, resolveItems } from '../values/resolve-input.js';
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
  hasSucceeded(instance: InstanceId): boolean;
}

type Indexes = readonly number[];

export class RunInputs {
  readonly #values: RunValues;
  readonly #maps: ReadonlyMap<string, MapSpec>;
  /** Elements, by map and by the indexes in the maps around it. */
  readonly #lists = new Map<string, readonly WireText[]>();
  readonly #measured = new Map<string, Promise<number | TaskFailure>>();

  constructor(values: RunValues) {
    this.#values = values;
    this.#maps = new Map(values.maps.map((map) => [map.mapId, map]));
  }

  /** As an instance sees them. */
  sourcesFor(mapIndexes: Indexes): InputSources {
    const { record, params, context, maxMapLength, depths } = this.#values;
    return {
      xcom: (taskId) =>
        record.getXCom({ taskId, mapIndexes: mapIndexes.slice(0, depths.get(taskId) ?? 0) }, RETURN_VALUE),
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

  #getItem(mapId: string, mapIndexes: Indexes): WireText {
    const depth = this.#countAround(mapId);
    const item = this.#lists.get(nameList(mapId, mapIndexes.slice(0, depth)))?.[mapIndexes[depth] ?? -1];
    if (item === undefined) throw runtimeError('INTERNAL', `The map "${mapId}" has no element ${mapIndexes[depth]}.`);
    return item;
  }

  /** As in Airflow, without what was skipped or failed. */
  async #collect(mapId: string, mapIndexes: Indexes): Promise<readonly WireText[]> {
    const map = this.#maps.get(mapId);
    const around = mapIndexes.slice(0, this.#countAround(mapId));
    if (map === undefined) return [];
    const items = this.#lists.get(nameList(mapId, around)) ?? (await this.#readUnmeasured(map, around));
    const elements = items
      .map((_, index) => [...around, index])
      .filter((at) => this.#hasValue(map.result, at) !== false);
    return Promise.all(elements.map(async (at) => (await resolveInput(map.result, this.sourcesFor(at))) ?? 'null'));
  }

  /** Nobody has asked for the list of a map without tasks. Of any other there are no elements yet, or there never will be. */
  async #readUnmeasured(map: MapSpec, around: Indexes): Promise<readonly WireText[]> {
    if (this.#values.mapsWithTasks.has(map.mapId)) return [];
    await this.#readList(map, around, nameList(map.mapId, around));
    return this.#lists.get(nameList(map.mapId, around)) ?? [];
  }

  /** Whether any of the tasks that give a value has given one; undefined where no task has a part in it. */
  #hasValue(input: InputSpec, mapIndexes: Indexes): boolean | undefined {
    if (input.kind === 'xcom') {
      const depth = this.#values.depths.get(input.taskId) ?? 0;
      return this.#values.hasSucceeded({ taskId: input.taskId, mapIndexes: mapIndexes.slice(0, depth) });
    }
    if (input.kind === 'mapped') {
      return this.#lists.has(nameList(input.mapId, mapIndexes.slice(0, this.#countAround(input.mapId))));
    }
    const said = listParts(input).flatMap((part) => this.#hasValue(part, mapIndexes) ?? []);
    return said.length === 0 ? undefined : said.includes(true);
  }

  #countAround(mapId: string): number {
    let depth = 0;
    for (let id = this.#maps.get(mapId)?.parentId; id !== undefined; id = this.#maps.get(id)?.parentId) depth += 1;
    return depth;
  }
}

function nameList(mapId: string, mapIndexes: Indexes): string {
  return mapId + formatIndexes(mapIndexes);
}
