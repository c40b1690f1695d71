/** Decides what can be decided of a run's instances, records what ends without running, and puts the rest into the queue. */
import type { TaskState } from '@taskloom/sdk';
import type { MapSpec } from '@taskloom/sdk/internal';
import type { AbortReason } from '../ports.js';
import { type Instance, isWhole } from './instance.js';
import { Instances } from './instances.js';
import type { ReadyQueue } from './ready-queue.js';
import type { Verdict } from './rules/trigger-rule.js';
import type { StateChange, WalkRequest } from './walk-request.js';

type End = readonly [instance: Instance, state: TaskState, told?: Told];
type Told = Pick<StateChange, 'failure' | 'reason' | 'isStopped'>;

export class Decisions {
  readonly #request: WalkRequest;
  readonly #instances: Instances;
  readonly #ready: ReadyQueue;
  readonly #onFault: (error: unknown) => void;

  /** @param onFault called with what keeps a state from being recorded */
  constructor(request: WalkRequest, ready: ReadyQueue, onFault: (error: unknown) => void) {
    this.#request = request;
    this.#instances = new Instances(request.graph, request.history);
    this.#ready = ready;
    this.#onFault = onFault;
  }

  /** How many instances are in no final state yet. */
  get open(): number {
    return this.#instances.open;
  }

  begin(): Promise<void> {
    const { ended = [], isUnchanged = false } = this.#request.history ?? {};
    const skipped = new Set<Instance>();
    for (const { task, mapIndexes, state, skips = [] } of ended) {
      const instance = this.#instances.find({ taskId: task.spec.taskId, mapIndexes });
      if (instance === undefined) continue;
      // It may have been cut off before all that it skips was recorded; and what was cleared is skipped again.
      for (const one of this.#listFree(instance, skips)) skipped.add(one);
      if (isUnchanged && state === 'failed') this.#failFast(instance);
    }
    const ends = [...skipped].map((one): End => [one, 'skipped']);
    return this.#settle([...this.#instances.list()], ends);
  }

  /** An attempt has come to its end, which is on disk, and skips tasks further down. */
  follow(instance: Instance, state: TaskState, skips: readonly string[]): Promise<void> {
    const free = this.#listFree(instance, skips);
    const stirred = this.#instances.end(instance, state);
    if (state === 'failed') this.#failFast(instance);
    const ends = free.map((one): End => [one, 'skipped']);
    return this.#settle(stirred, ends);
  }

  #listFree(instance: Instance, skips: readonly string[]): readonly Instance[] {
    const skipped = skips.flatMap((id) => this.#instances.listSkipped(id, instance));
    // What runs already, or has ended, stays as it is; what only waits for a slot does not run any more.
    return skipped.filter(({ phase }) => phase === 'waiting' || phase === 'ready');
  }

  /** Whatever has not started is over, but for teardowns: what was set up is to be taken down. */
  stop({ withTeardowns }: { readonly withTeardowns: boolean }): Promise<void> {
    const left = [...this.#instances.list()].filter(
      (instance) =>
        instance.phase !== 'over' && instance.phase !== 'running' && (withTeardowns || !isTeardown(instance)),
    );
    return this.#settle(
      [],
      left.map((instance): End => {
        const { reason } = this.signalOf(instance) as { readonly reason?: AbortReason };
        const told: Told = reason?.kind === 'stopped' ? { reason: reason.because, isStopped: true } : {};
        return [instance, this.findStop(instance, 'skipped') ?? 'skipped', told];
      }),
    );
  }

  /** What is recorded of an instance that the run's end overtakes; undefined as long as it does not. */
  findStop<S extends TaskState>(instance: Instance, otherwise: S): S | 'cancelled' | undefined {
    const signal = this.signalOf(instance);
    if (!signal.aborted) return undefined;
    return (signal.reason as AbortReason).kind === 'cancelled' ? 'cancelled' : otherwise;
  }

  /** Aborted when the instance is to end. */
  signalOf(instance: Instance): AbortSignal {
    return isTeardown(instance) ? this.#request.forceSignal : this.#request.signal;
  }

  /**
   * A worklist instead of recursion: a skip can run down a chain of thousands. All of it is on disk before anything that
   * it sets free starts.
   */
  async #settle(stirred: readonly Instance[], ends: readonly End[] = []): Promise<void> {
    const recorded: Promise<void>[] = [];
    const open = [...stirred];
    const free: Instance[] = [];
    for (const [instance, state, told] of ends) {
      // Whatever led to this may have ended it by another way.
      if (instance.phase !== 'over') open.push(...this.#end(instance, state, recorded, told));
    }
    for (let next = 0; next < open.length; next += 1) {
      const instance = open[next] as Instance;
      const verdict = this.#decide(instance);
      if (verdict === 'wait') continue;
      if (verdict !== 'run') open.push(...this.#end(instance, verdict, recorded));
      else if (isWhole(instance)) open.push(...(await this.#map(instance, recorded)));
      else {
        instance.phase = 'ready';
        free.push(instance);
      }
    }
    await Promise.all(recorded);
    for (const instance of free) if (instance.phase === 'ready') this.#ready.push(instance);
  }

  #decide(instance: Instance): Verdict | 'cancelled' {
    if (instance.phase !== 'waiting') return 'wait';
    if (this.#instances.isSkipped(instance)) return 'skipped';
    const verdict = this.#instances.decide(instance);
    const isOver = verdict === 'skipped' || verdict === 'upstream_failed';
    // Of a teardown, too: nothing was set up that it could take down.
    const isCancelled = isOver && (this.#request.signal.reason as AbortReason | undefined)?.kind === 'cancelled';
    return isCancelled && this.#request.signal.aborted ? 'cancelled' : verdict;
  }

  /** Whoever has something to decide when the whole has been mapped, or cannot be. */
  async #map(whole: Instance, recorded: Promise<void>[]): Promise<readonly Instance[]> {
    const { node, mapIndexes } = whole;
    const { spec } = node.maps[mapIndexes.length] as { readonly spec: MapSpec };
    whole.phase = 'measured';
    const length = await this.#request.measureList(spec, mapIndexes);
    // It may have ended while its list was looked at.
    if (whole.phase !== 'measured') return [];
    if (typeof length !== 'number') return this.#end(whole, 'failed', recorded, { failure: length });
    if (length === 0 || this.#instances.isSkipped(whole)) return this.#end(whole, 'skipped', recorded);
    this.#keep(this.#request.recordMapping({ task: node.task, mapIndexes, length }), recorded);
    const { created, stirred } = this.#instances.map(whole, length);
    return [...created, ...stirred];
  }

  #end(instance: Instance, state: TaskState, recorded: Promise<void>[], told: Told = {}): readonly Instance[] {
    const { node, mapIndexes, attempt } = instance;
    this.#keep(this.#request.recordState({ task: node.task, mapIndexes, state, attempt, ...told }), recorded);
    const stirred = this.#instances.end(instance, state);
    if (state === 'failed') this.#failFast(instance);
    return stirred;
  }

  /** Looked after at once: it may fail long before it is waited for. */
  #keep(record: Promise<void>, recorded: Promise<void>[]): void {
    recorded.push(record.catch(this.#onFault));
  }

  #failFast(failed: Instance): void {
    const { failFast, onFailFast, signal } = this.#request;
    if (failFast && !isTeardown(failed) && !signal.aborted) onFailFast(failed);
  }
}

function isTeardown({ node }: Instance): boolean {
  return node.task.spec.phase?.kind === 'teardown';
}
