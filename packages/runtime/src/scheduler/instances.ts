/**
 * Every instance of a run, from the tasks as they are planned to the instances that maps make of them: what each waits
 * for, and what is decided of it when that has ended. Nothing is run or recorded here.
 */
import type { TaskState } from '@taskloom/sdk';
import type { InstanceId } from '../instance-id.js';
import { type Instance, isWhole } from './instance.js';
import { combine, decideSingle, judgeAll, judgeSources, sumGroups } from './judge-instance.js';
import { count, decide, decideWhole, mayRunEarly, type Verdict } from './rules/trigger-rule.js';
import { countShared, type Edge, type MapNode, type TaskGraph, type TaskNode } from './task-graph.js';
import { type Group, isOver, UpstreamCounts } from './upstream-counts.js';
import type { WalkHistory } from './walk-request.js';

interface Entry {
  readonly node: TaskNode;
  readonly counts: UpstreamCounts;
  /** By their indexes. */
  readonly instances: Map<string, Instance>;
  /** Indexes, or the first of them, at which a branch has skipped the task before it had instances. */
  readonly skips: Set<string>;
}

export class Instances {
  readonly #entries: ReadonlyMap<TaskNode, Entry>;
  readonly #graph: TaskGraph;
  readonly #history: WalkHistory | undefined;
  /** How many are in no final state yet. */
  open = 0;

  /** @param history of a run that goes on: as if it had all happened just now */
  constructor(graph: TaskGraph, history?: WalkHistory) {
    this.#graph = graph;
    this.#history = history;
    this.#entries = new Map(
      [...graph.values()].map((node) => {
        return [node, { node, counts: new UpstreamCounts(node), instances: new Map(), skips: new Set() }];
      }),
    );
    const first = [...this.#entries.values()].map((entry) => this.#create(entry, []));
    for (const instance of first) this.#watch(instance);
    for (const { task, mapIndexes, length } of history?.mappings ?? []) {
      const whole = this.find({ taskId: task.spec.taskId, mapIndexes });
      if (whole !== undefined) this.map(whole, length);
    }
    for (const { task, mapIndexes, state } of history?.ended ?? []) {
      const instance = this.find({ taskId: task.spec.taskId, mapIndexes });
      if (instance !== undefined) this.end(instance, state);
    }
  }

  find({ taskId, mapIndexes }: InstanceId): Instance | undefined {
    const node = this.#graph.get(taskId);
    return node === undefined ? undefined : this.#get(node).instances.get(mapIndexes.join());
  }

  /** Every one that there is now. */
  *list(): Iterable<Instance> {
    for (const { instances } of this.#entries.values()) yield* instances.values();
  }

  /** What is decided now. `run`, of a whole, means that it is to be mapped. `wait` also where nothing is left to decide. */
  decide(instance: Instance): Verdict {
    if (instance.phase !== 'waiting') return 'wait';
    const { options } = instance.node.task.spec;
    const isTimely = instance.open === 0 || (instance.openRequired === 0 && mayRunEarly(options.triggerRule));
    if (!isTimely) return 'wait';
    return isWhole(instance) ? this.#decideWhole(instance) : decideSingle(instance);
  }

  /** Instances take the place of a whole, one for each element of its list: what waits for them now. */
  map(
    whole: Instance,
    length: number,
  ): { readonly created: readonly Instance[]; readonly stirred: readonly Instance[] } {
    const entry = this.#get(whole.node);
    whole.phase = 'over';
    this.open -= 1;
    entry.instances.delete(whole.mapIndexes.join());
    const created = Array.from({ length }, (_, index) => this.#create(entry, [...whole.mapIndexes, index]));
    const stirred = listStirred([entry.counts.replace(whole.mapIndexes)]);
    for (const instance of created) this.#watch(instance);
    return { created, stirred };
  }

  /** The instances about which something may be decided now. */
  end(instance: Instance, state: TaskState): readonly Instance[] {
    instance.phase = 'over';
    this.open -= 1;
    return listStirred(this.#get(instance.node).counts.end(instance, state));
  }

  /** Whether a branch skipped it before it was there. A whole whose list is known is mapped first, as it would have been. */
  isSkipped(instance: Instance): boolean {
    const { node, mapIndexes } = instance;
    const { skips } = this.#get(node);
    if (skips.size === 0 || isListKnown(instance)) return false;
    return skips.has('') || mapIndexes.some((_, depth) => skips.has(mapIndexes.slice(0, depth + 1).join()));
  }

  /** Those of a task that belong to the same elements as the instance that skips it; later ones will be skipped too. */
  listSkipped(taskId: string, { node, mapIndexes }: Instance): readonly Instance[] {
    const skipped = this.#graph.get(taskId);
    // What is outside of a map is not for one of its elements to decide.
    if (skipped === undefined || countShared(skipped.maps, node.maps) < node.maps.length) return [];
    const { instances, skips } = this.#get(skipped);
    const key = mapIndexes.join();
    const single = skipped.maps.length === mapIndexes.length ? instances.get(key) : undefined;
    if (single !== undefined) return [single];
    skips.add(key);
    return [...instances.values()].filter((one) => mapIndexes.every((index, depth) => one.mapIndexes[depth] === index));
  }

  #create(entry: Entry, mapIndexes: readonly number[]): Instance {
    const tried = this.#history?.findTried({ taskId: entry.node.task.spec.taskId, mapIndexes });
    const instance: Instance = {
      node: entry.node,
      mapIndexes,
      phase: 'waiting',
      attempt: tried?.attempts ?? 0,
      uncounted: tried?.uncounted ?? 0,
      isRescheduled: false,
      upstream: [],
      setups: [],
      sources: [],
      open: 0,
      openRequired: 0,
    };
    entry.instances.set(mapIndexes.join(), instance);
    entry.counts.add(mapIndexes);
    this.open += 1;
    return instance;
  }

  #watch(instance: Instance): void {
    const { node, mapIndexes } = instance;
    const depth = mapIndexes.length;
    const find = ({ up, shared }: Edge): Group => this.#get(up).counts.get(shared, mapIndexes);
    instance.upstream = node.upstream.filter(({ shared }) => shared <= depth).map(find);
    const isFree = node.task.spec.options.triggerRule === 'always';
    instance.setups = isFree ? [] : node.setups.filter(({ shared }) => shared <= depth).map(find);
    const map = node.maps[depth];
    // Whoever is mapped over a list that is known from the beginning has instances from the beginning.
    if (isListKnown(instance)) return;
    instance.sources = map === undefined ? [] : map.sources.map(find);
    const gates = map === undefined ? [] : this.#listGates(instance);
    for (const group of instance.upstream) watch(group, instance, false);
    for (const group of [...instance.setups, ...instance.sources, ...gates]) watch(group, instance, true);
  }

  /** Of the upstreams inside of the map that the whole waits to be mapped by. */
  #listGates({ node, mapIndexes }: Instance): readonly Group[] {
    const inside = node.upstream.filter(({ shared }) => shared > mapIndexes.length);
    return inside.map(({ up }) => this.#get(up).counts.getGate(mapIndexes));
  }

  #decideWhole(whole: Instance): Verdict {
    const { node, mapIndexes } = whole;
    const map = node.maps[mapIndexes.length] as MapNode;
    if (isListKnown(whole)) return 'run';
    const { triggerRule } = node.task.spec.options;
    const gates = this.#listGates(whole);
    const outside = sumGroups(whole.upstream);
    for (const { whole: state } of gates) {
      if (state === undefined) continue;
      outside.total += 1;
      count(outside, state);
    }
    const hasInside = gates.some((gate) => gate.whole === undefined);
    const rule = hasInside ? decideWhole(triggerRule, outside) : decide(triggerRule, outside);
    return combine([rule, judgeAll(whole.setups), judgeSources(map.sources, whole.sources)]);
  }

  #get(node: TaskNode): Entry {
    return this.#entries.get(node) as Entry;
  }
}

/** Of a whole: no task has to give its list. */
function isListKnown({ node, mapIndexes }: Instance): boolean {
  return node.maps[mapIndexes.length]?.sources.length === 0;
}

function watch(group: Group, instance: Instance, isRequired: boolean): void {
  if (isOver(group)) return;
  group.watchers.push(instance);
  if (isRequired) group.requirers.push(instance);
  if (mayRunEarly(instance.node.task.spec.options.triggerRule)) group.early.add(instance);
  instance.open += 1;
  if (isRequired) instance.openRequired += 1;
}

/** Who has something to decide when groups have changed. A group that is over is watched no longer. */
function listStirred(groups: readonly Group[]): readonly Instance[] {
  const stirred = new Set<Instance>();
  for (const group of groups) {
    for (const instance of group.early) stirred.add(instance);
    if (!isOver(group)) continue;
    for (const instance of group.watchers) {
      instance.open -= 1;
      if (instance.open === 0) stirred.add(instance);
    }
    for (const instance of group.requirers) {
      instance.openRequired -= 1;
      stirred.add(instance);
    }
    group.watchers.length = 0;
    group.requirers.length = 0;
    group.early.clear();
  }
  return [...stirred];
}
