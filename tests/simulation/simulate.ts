/** Walks a random graph with attempts that end in an order of their own, and watches what must be true all the while. */
import { setImmediate as turn } from 'node:timers/promises';
import { formatInstanceId } from '../../packages/runtime/src/instance-id.js';
import type { AttemptOutcome } from '../../packages/runtime/src/ports.js';
import { Slots } from '../../packages/runtime/src/scheduler/slots.js';
import { createTaskGraph } from '../../packages/runtime/src/scheduler/task-graph.js';
import { walk } from '../../packages/runtime/src/scheduler/walk.js';
import type { DecidedOutcome } from '../../packages/runtime/src/scheduler/walk-request.js';
import { chooseFate, chooseLength, planMaps, planTasks, type RandomGraph } from './random-graph.js';

const POOLS: Readonly<Record<string, number>> = { small: 2 };
const FINAL = new Set(['success', 'failed', 'skipped', 'upstream_failed', 'cancelled']);

export interface Simulation {
  /** The final state of each instance. */
  readonly states: Readonly<Record<string, string>>;
  /** What was not as it must be. */
  readonly faults: readonly string[];
}

/** @param order chooses among the attempts and waits that could end next, 0 ≤ number < 1 */
export async function simulate(graph: RandomGraph, order: () => number): Promise<Simulation> {
  const world = new World(graph, order);
  await world.run();
  return world;
}

class World implements Simulation {
  readonly states: Record<string, string> = {};
  readonly faults: string[] = [];
  readonly #graph: RandomGraph;
  readonly #order: () => number;
  /** What will end when it is chosen. */
  readonly #pending: (() => void)[] = [];
  readonly #running = new Map<string, string>();
  #isOver = false;

  constructor(graph: RandomGraph, order: () => number) {
    this.#graph = graph;
    this.#order = order;
  }

  async run(): Promise<void> {
    const { concurrency, seed } = this.#graph;
    const maps = planMaps(this.#graph);
    for (const { id } of this.#graph.tasks) this.states[id] = 'none';
    const walking = walk({
      graph: createTaskGraph(planTasks(this.#graph), maps),
      slots: new Slots(concurrency, POOLS),
      clock: { now: () => new Date(0), sleep: () => this.#wait() },
      maxActiveTasks: Number.POSITIVE_INFINITY,
      failFast: false,
      signal: new AbortController().signal,
      forceSignal: new AbortController().signal,
      runAttempt: async ({ node, mapIndexes }, attempt) => {
        const { taskId } = node.task.spec;
        const name = formatInstanceId({ taskId, mapIndexes });
        this.#begin(name, taskId);
        this.#checkUpstream(name, taskId);
        await this.#wait();
        this.#running.delete(name);
        return this.#end(name, taskId, attempt);
      },
      measureList: async ({ mapId }, mapIndexes) => {
        this.#checkList(mapId, mapIndexes);
        if (this.#order() < 0.5) await Promise.resolve();
        return chooseLength(seed, formatInstanceId({ taskId: mapId, mapIndexes }));
      },
      recordState: async ({ task, mapIndexes, state }) =>
        this.#record(formatInstanceId({ taskId: task.spec.taskId, mapIndexes }), state),
      recordMapping: async ({ task, mapIndexes, length }) => {
        const { taskId } = task.spec;
        delete this.states[formatInstanceId({ taskId, mapIndexes })];
        for (let index = 0; index < length; index += 1) {
          this.states[formatInstanceId({ taskId, mapIndexes: [...mapIndexes, index] })] = 'none';
        }
      },
      onVerdict: async () => undefined,
      seedRetry: () => '',
      onFailFast: () => undefined,
      onFault: (error) => this.faults.push(String(error)),
    }).finally(() => {
      this.#isOver = true;
    });
    walking.catch((error: unknown) => this.faults.push(String(error)));
    await this.#drive();
  }

  /** Lets one thing end after the other until nothing is left. */
  async #drive(): Promise<void> {
    for (let idle = 0; !this.#isOver && idle < 3; ) {
      await turn();
      const chosen = this.#pending.splice(Math.floor(this.#order() * this.#pending.length), 1)[0];
      idle = chosen === undefined ? idle + 1 : 0;
      chosen?.();
    }
    if (!this.#isOver) this.faults.push('the walk does not end');
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#pending.push(resolve));
  }

  #begin(name: string, taskId: string): void {
    if (this.states[name] !== 'running') this.faults.push(`${name} runs as ${this.states[name]}`);
    this.#running.set(name, taskId);
    if (this.#running.size > this.#graph.concurrency) this.faults.push(`${this.#running.size} run at once`);
    const running = [...this.#running.values()].map((id) => this.#graph.tasks.find((one) => one.id === id));
    const taken = running.reduce((sum, one) => sum + (one?.pool === undefined ? 0 : one.poolSlots), 0);
    if (taken > (POOLS['small'] ?? 0)) this.faults.push(`${taken} slots of the pool are taken`);
    const task = this.#graph.tasks.find((one) => one.id === taskId);
    const active = [...this.#running.values()].filter((id) => id === taskId).length;
    if (active > (task?.maxActive ?? Number.POSITIVE_INFINITY))
      this.faults.push(`${active} instances of ${taskId} run`);
  }

  /** What it waits for, found by looking at everything: the walker counts instead. */
  #checkUpstream(name: string, taskId: string): void {
    const task = this.#graph.tasks.find((one) => one.id === taskId);
    const states = (task?.upstream ?? []).flatMap((id) => this.#listStates(id, { name, taskId }));
    const isOver = states.every((state) => FINAL.has(state));
    const rule = task?.rule ?? 'all_success';
    const has = (...wanted: string[]): boolean => states.some((state) => wanted.includes(state));
    const may =
      states.length === 0 ||
      rule === 'always' ||
      (rule === 'one_success' && has('success')) ||
      (rule === 'one_failed' && has('failed', 'upstream_failed')) ||
      (rule === 'one_done' && has('success', 'failed'));
    const early = rule.startsWith('one_') || rule === 'always';
    if (!may && (early || !isOver)) this.faults.push(`${name} (${rule}) runs after ${states.join(', ')}`);
    if (rule === 'all_success' && has('failed', 'upstream_failed', 'skipped')) {
      this.faults.push(`${name} runs though there is ${states.join(', ')}`);
    }
  }

  /** A list is not looked at before there is one. */
  #checkList(mapId: string, mapIndexes: readonly number[]): void {
    const source = this.#graph.maps.find((map) => map.mapId === mapId)?.source;
    if (source === undefined) return;
    const state = this.states[formatInstanceId({ taskId: source, mapIndexes })] ?? this.states[source];
    if (state !== 'success') this.faults.push(`the list of ${mapId} is looked at when ${source} is ${state}`);
  }

  /** Of the instances that belong to the same elements. */
  #listStates(
    upstreamId: string,
    { name, taskId }: { readonly name: string; readonly taskId: string },
  ): readonly string[] {
    const shared = this.#countShared(upstreamId, taskId);
    const own = readIndexes(name).slice(0, shared);
    return Object.entries(this.states)
      .filter(([other]) => other.replace(/\[.*/, '') === upstreamId)
      .filter(([other]) => own.every((index, depth) => (readIndexes(other)[depth] ?? index) === index))
      .map(([, state]) => state);
  }

  #countShared(a: string, b: string): number {
    const around = (id: string): readonly string[] => {
      const mapId = this.#graph.tasks.find((one) => one.id === id)?.mapId;
      return mapId === undefined ? [] : mapId === 'y' ? ['x', 'y'] : [mapId];
    };
    const others = around(b);
    return around(a).filter((map, depth) => map === others[depth]).length;
  }

  #end(name: string, taskId: string, attempt: number): DecidedOutcome {
    const { seed, tasks } = this.#graph;
    const fate = chooseFate(seed, `${name}#${attempt}`);
    const skips = tasks.find((one) => one.id === taskId)?.skips ?? [];
    const outcome = toOutcome(fate);
    return fate === 'success' && skips.length > 0 ? { ...outcome, skips } : outcome;
  }

  #record(name: string, state: string): void {
    const before = this.states[name];
    if (before !== undefined && FINAL.has(before)) this.faults.push(`${name} is ${before}, and then ${state}`);
    this.states[name] = state;
  }
}

function readIndexes(name: string): readonly number[] {
  return [...name.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));
}

function toOutcome(fate: 'success' | 'failed' | 'skipped'): AttemptOutcome {
  if (fate === 'success') return { kind: fate, value: '1' };
  if (fate === 'skipped') return { kind: fate, reason: '' };
  return { kind: fate, failure: { type: 'Error', message: '', traceback: '', frames: [] }, final: false };
}
