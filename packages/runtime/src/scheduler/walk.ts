/**
 * Carries a plan out: starts what may run, as long as there are slots, and follows each end to what waits for it. What
 * an end means is decided in instances.ts, trigger-rule.ts and attempt-verdict.ts; how an attempt runs is the caller's.
 */
import type { TaskState } from '@taskloom/sdk';
import type { MapSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { AbortReason, AttemptOutcome } from '../ports.js';
import type { TaskFailure } from '../task-failure.js';
import { judgeAttempt } from './attempt-verdict.js';
import { type Instance, isWhole } from './instance.js';
import { Instances } from './instances.js';
import { ReadyQueue } from './ready-queue.js';
import type { SlotNeed } from './slots.js';
import type { Verdict } from './trigger-rule.js';
import type { StateChange, WalkRequest } from './walk-request.js';

type Ended = { readonly state: TaskState; readonly skips?: readonly string[]; readonly delayMs?: number };

/**
 * Resolves when every instance has a final state, and all of them were recorded. Rejects with the first rejection of
 * what it calls, when nothing runs any more.
 */
export function walk(request: WalkRequest): Promise<void> {
  return new Walk(request).run();
}

class Walk {
  readonly #request: WalkRequest;
  readonly #instances: Instances;
  readonly #ready: ReadyQueue;
  #running = 0;
  /** Attempts, rests and decisions that are under way. */
  #busy = 0;
  #fault: { readonly error: unknown } | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  readonly #end = new Promise<void>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });
  readonly #advance = (): void => this.#startReady();
  readonly #onStop = (): void => void this.#work(() => this.#stop());

  constructor(request: WalkRequest) {
    this.#request = request;
    this.#instances = new Instances(request.graph);
    this.#ready = new ReadyQueue(request.graph);
  }

  async run(): Promise<void> {
    const { signal, slots } = this.#request;
    signal.addEventListener('abort', this.#onStop);
    void this.#work(async () => {
      await this.#settle([...this.#instances.list()]);
      if (signal.aborted) await this.#stop();
    });
    try {
      await this.#end;
    } finally {
      signal.removeEventListener('abort', this.#onStop);
      slots.leave(this.#advance);
    }
  }

  #startReady(): void {
    const { slots, maxActiveTasks } = this.#request;
    const take = (need: SlotNeed): boolean => slots.take(need, this.#advance);
    while (this.#fault === undefined && this.#running < maxActiveTasks) {
      const instance = this.#ready.shift(take);
      if (instance === undefined) break;
      this.#running += 1;
      void this.#work(() => this.#try(instance));
    }
    if (this.#busy > 0) return;
    if (this.#fault !== undefined) this.#reject(this.#fault.error);
    else if (this.#instances.open === 0) this.#resolve();
    else if (this.#ready.isEmpty) this.#reject(runtimeError('INTERNAL', 'The run waits for nothing that could end.'));
  }

  /** Whatever is done in the meantime, the walk does not end before it is over. */
  async #work(step: () => Promise<void>): Promise<void> {
    this.#busy += 1;
    try {
      await step();
    } catch (error) {
      this.#fail(error);
    }
    this.#busy -= 1;
    this.#startReady();
  }

  async #try(instance: Instance): Promise<void> {
    try {
      const ended = await this.#runOnce(instance);
      if (ended.delayMs === undefined) await this.#follow(instance, ended);
      else void this.#work(() => this.#rest(instance, ended.delayMs ?? 0));
    } catch (error) {
      // Before the slot is given back: nothing more is to start.
      this.#fail(error);
    }
    this.#running -= 1;
    this.#ready.release(instance);
    this.#request.slots.release(this.#ready.needOf(instance.node));
  }

  async #rest(instance: Instance, delayMs: number): Promise<void> {
    const { clock, signal } = this.#request;
    instance.phase = 'resting';
    await clock.sleep(delayMs, isTeardown(instance) ? undefined : signal);
    // What was stopped or skipped meanwhile does not go on.
    if (instance.phase === 'resting') this.#ready.push(instance);
  }

  async #runOnce(instance: Instance): Promise<Ended> {
    const { runAttempt, recordState, seedRetry, onVerdict } = this.#request;
    const { task } = instance.node;
    const { mapIndexes } = instance;
    instance.attempt += 1;
    const { attempt } = instance;
    await recordState({ task, mapIndexes, state: 'running', attempt });
    const outcome = await runAttempt(instance, attempt);
    if (outcome.kind === 'rescheduled') {
      // The next poke belongs to the same attempt.
      instance.attempt -= 1;
      const { delayMs } = outcome;
      await recordState({ task, mapIndexes, state: 'up_for_reschedule', attempt, delayMs });
      return { state: 'up_for_reschedule', delayMs };
    }
    const verdict = judgeAttempt(outcome, {
      options: task.spec.options,
      attempt,
      seed: seedRetry(instance, attempt),
      stopped: isTeardown(instance) ? undefined : this.#findStop('failed'),
    });
    const told = { ...verdict, ...describeOutcome(outcome) };
    await recordState({ task, mapIndexes, attempt, ...told });
    if (task.callbacks !== undefined) void this.#work(() => onVerdict(instance, attempt, told));
    return { ...verdict, ...(outcome.skips === undefined ? {} : { skips: outcome.skips }) };
  }

  async #follow(instance: Instance, { state, skips = [] }: Ended): Promise<void> {
    const { failFast, onFailFast, signal } = this.#request;
    const skipped = skips.flatMap((id) => this.#instances.listSkipped(id, instance));
    // What runs already, or has ended, stays as it is; what only waits for a slot does not run any more.
    const free = skipped.filter(({ phase }) => phase === 'waiting' || phase === 'ready');
    const stirred = this.#instances.end(instance, state);
    if (failFast && state === 'failed' && !isTeardown(instance) && !signal.aborted) onFailFast(instance);
    await this.#settle(
      stirred,
      free.map((one) => [one, 'skipped'] as const),
    );
  }

  /**
   * Decides what can be decided, and what follows from that. A worklist instead of recursion: a skip can run down a
   * chain of thousands. All of it is on disk before anything that it sets free starts.
   */
  async #settle(stirred: readonly Instance[], ends: readonly (readonly [Instance, TaskState])[] = []): Promise<void> {
    const recorded: Promise<void>[] = [];
    const open = [...stirred];
    const free: Instance[] = [];
    const end = (instance: Instance, state: TaskState, failure?: TaskFailure): void => {
      recorded.push(this.#recordEnd(instance, state, failure));
      open.push(...this.#instances.end(instance, state));
    };
    for (const [instance, state] of ends) end(instance, state);
    for (let next = 0; next < open.length; next += 1) {
      const instance = open[next] as Instance;
      const verdict = this.#decide(instance);
      if (verdict === 'wait') continue;
      if (verdict !== 'run') end(instance, verdict);
      else if (isWhole(instance)) {
        const length = await this.#measure(instance);
        if (typeof length !== 'number') end(instance, 'failed', length);
        else if (length === 0) end(instance, 'skipped');
        else if (length > 0) open.push(...this.#map(instance, length, recorded));
      } else {
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
    return isOver && this.#findStop('failed') === 'cancelled' ? 'cancelled' : verdict;
  }

  /** The length of the list; less than 0 where the whole has ended while it was looked at. */
  async #measure(whole: Instance): Promise<number | TaskFailure> {
    const { spec } = whole.node.maps[whole.mapIndexes.length] as { readonly spec: MapSpec };
    whole.phase = 'measured';
    const length = await this.#request.measureList(spec, whole.mapIndexes);
    if (whole.phase !== 'measured') return -1;
    return this.#instances.isSkipped(whole) ? 0 : length;
  }

  /** What is recorded of an instance when the run stops. */
  #findStop<S extends TaskState>(otherwise: S): S | 'cancelled' | undefined {
    const { signal } = this.#request;
    if (!signal.aborted) return undefined;
    return (signal.reason as AbortReason).kind === 'cancelled' ? 'cancelled' : otherwise;
  }

  #map(whole: Instance, length: number, recorded: Promise<void>[]): readonly Instance[] {
    const { mapIndexes } = whole;
    recorded.push(this.#request.recordMapping({ task: whole.node.task, mapIndexes, length }));
    const { created, stirred } = this.#instances.map(whole, length);
    return [...created, ...stirred];
  }

  #recordEnd({ node, mapIndexes, attempt }: Instance, state: TaskState, failure?: TaskFailure): Promise<void> {
    const told = failure === undefined ? {} : { failure };
    return this.#request.recordState({ task: node.task, mapIndexes, state, attempt, ...told });
  }

  /** Whatever has not started is over. Teardowns run: what was set up is to be taken down. */
  async #stop(): Promise<void> {
    const state = this.#findStop('skipped') ?? 'skipped';
    const left = [...this.#instances.list()].filter(
      (instance) => instance.phase !== 'over' && instance.phase !== 'running' && !isTeardown(instance),
    );
    await this.#settle(
      [],
      left.map((instance) => [instance, state] as const),
    );
  }

  #fail(error: unknown): void {
    if (this.#fault !== undefined) return;
    this.#fault = { error };
    this.#request.onFault(error);
  }
}

function isTeardown({ node }: Instance): boolean {
  return node.task.spec.phase?.kind === 'teardown';
}

function describeOutcome(outcome: AttemptOutcome): Pick<StateChange, 'failure' | 'reason'> {
  if (outcome.kind === 'failed') return { failure: outcome.failure };
  return outcome.kind === 'skipped' && outcome.reason !== '' ? { reason: outcome.reason } : {};
}
