/** The XComs of a run: what tasks returned and pushed, and the fields of what they returned, each under its key. */
import type { TaskSpec } from '@taskloom/sdk/internal';
import type { InstanceId } from '../../instance-id.js';
import type { RunRecord, WireText } from '../../ports.js';
import { findField } from '../../values/descend.js';
import { RETURN_VALUE } from './xcom-key.js';

export interface XComSources {
  readonly record: Pick<RunRecord, 'getXCom'>;
  readonly tasks: readonly TaskSpec[];
  /** By task, the ids of the maps around it, the outermost first. */
  readonly mapsAround: ReadonlyMap<string, readonly string[]>;
  /** Its instances, in the order of their elements. */
  listInstances(taskId: string): readonly InstanceId[];
}

/** What a task asks for by name. */
export interface XComQuery {
  readonly taskId: string;
  readonly key: string;
  /** In the innermost map around the task that is asked. */
  readonly mapIndex: number | undefined;
}

export class RunXComs {
  readonly #sources: XComSources;
  readonly #specs: ReadonlyMap<string, TaskSpec>;

  constructor(sources: XComSources) {
    this.#sources = sources;
    this.#specs = new Map(sources.tasks.map((spec) => [spec.taskId, spec]));
  }

  /** Undefined where nothing was pushed under that key, and what was returned has no such field. */
  async get(instance: InstanceId, key: string): Promise<WireText | undefined> {
    const { record } = this.#sources;
    const pushed = await record.getXCom(instance, key);
    if (pushed !== undefined || key === RETURN_VALUE) return pushed;
    if (this.#specs.get(instance.taskId)?.options.multipleOutputs === false) return undefined;
    return findField((await record.getXCom(instance, RETURN_VALUE)) ?? 'null', key);
  }

  /**
   * As an instance sees it: of a mapped task the element that it names, or else its own where both are in the same map, or
   * else the list of what there is.
   */
  async pull(caller: InstanceId, { taskId, key, mapIndex }: XComQuery): Promise<WireText | undefined> {
    const depth = this.#listMaps(taskId).length;
    const own = caller.mapIndexes.slice(0, this.#countShared(taskId, caller.taskId));
    const around = own.slice(0, Math.max(0, depth - 1));
    if (mapIndex !== undefined && depth > 0 && around.length === depth - 1) {
      return this.get({ taskId, mapIndexes: [...around, mapIndex] }, key);
    }
    if (own.length === depth) return this.get({ taskId, mapIndexes: own }, key);
    const all = this.#sources
      .listInstances(taskId)
      .filter(({ mapIndexes }) => mapIndexes.length === depth && own.every((index, at) => mapIndexes[at] === index))
      .filter(({ mapIndexes }) => mapIndex === undefined || mapIndexes.at(-1) === mapIndex);
    const values = await Promise.all(all.map((instance) => this.get(instance, key)));
    return `[${values.filter((value) => value !== undefined).join(',')}]`;
  }

  #listMaps(taskId: string): readonly string[] {
    return this.#sources.mapsAround.get(taskId) ?? [];
  }

  #countShared(a: string, b: string): number {
    const others = this.#listMaps(b);
    const maps = this.#listMaps(a);
    const differs = maps.findIndex((map, depth) => map !== others[depth]);
    return differs === -1 ? maps.length : differs;
  }
}
