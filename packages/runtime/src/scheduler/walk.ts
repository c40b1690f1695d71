/**
 * Carries a plan out: starts what may run, as long as there are slots, and follows each end. What an end means is decided
 * in decisions.ts and attempt-verdict.ts; how an attempt runs is the caller's.
 */
import type { TaskState } from '@taskloom/sdk';
import { runtimeError } from '../errors.js';
import type { AttemptOutcome } from '../ports.js';
import { Decisions } from './decisions.js';
import type { Instance } from './instance.js';
import { ReadyQueue } from './ready-queue.js';
import { judgeAttempt } from './rules/attempt-verdict.js';
import type { SlotNeed } from './slots.js';
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
  readonly #decisions: Decisions;
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
  readonly #onStop = (): void => void this.#work(() => this.#decisions.stop({ withTeardowns: false }));
  readonly #onForce = (): void => void this.#work(() => this.#decisions.stop({ withTeardowns: true }));

  constructor(request: WalkRequest) {
    this.#request = request;
    this.#ready = new ReadyQueue(request.graph);
    this.#decisions = new Decisions(request, this.#ready, (error) => this.#fail(error));
  }

  async run(): Promise<void> {
    const { signal, forceSignal, slots } = this.#request;
    signal.addEventListener('abort', this.#onStop);
    forceSignal.addEventListener('abort', this.#onForce);
    void this.#work(async () => {
      await this.#decisions.begin();
      if (signal.aborted) await this.#decisions.stop({ withTeardowns: forceSignal.aborted });
    });
    try {
      await this.#end;
    } finally {
      signal.removeEventListener('abort', this.#onStop);
      forceSignal.removeEventListener('abort', this.#onForce);
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
    else if (this.#decisions.open === 0) this.#resolve();
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
      const { state, delayMs, skips = [] } = await this.#runOnce(instance);
      if (delayMs === undefined) await this.#decisions.follow(instance, state, skips);
      else void this.#work(() => this.#rest(instance, delayMs));
    } catch (error) {
      // Before the slot is given back: nothing more is to start.
      this.#fail(error);
    }
    this.#running -= 1;
    this.#ready.release(instance);
    this.#request.slots.release(this.#ready.needOf(instance.node));
  }

  async #rest(instance: Instance, delayMs: number): Promise<void> {
    instance.phase = 'resting';
    const signal = this.#decisions.signalOf(instance);
    await this.#request.clock.sleep(delayMs, signal);
    // What was stopped or skipped meanwhile does not go on.
    if (instance.phase !== 'resting') return;
    if (signal.aborted) await this.#decisions.stop({ withTeardowns: this.#request.forceSignal.aborted });
    else this.#ready.push(instance);
  }

  async #runOnce(instance: Instance): Promise<Ended> {
    const { runAttempt, recordState, seedRetry, onVerdict } = this.#request;
    const { task } = instance.node;
    const { mapIndexes } = instance;
    if (!instance.isRescheduled) instance.attempt += 1;
    const { attempt } = instance;
    await recordState({ task, mapIndexes, state: 'running', attempt });
    const outcome = await runAttempt(instance, attempt);
    instance.isRescheduled = outcome.kind === 'rescheduled';
    if (outcome.kind === 'rescheduled') {
      const { delayMs } = outcome;
      await recordState({ task, mapIndexes, state: 'up_for_reschedule', attempt, delayMs });
      return { state: 'up_for_reschedule', delayMs };
    }
    const verdict = judgeAttempt(outcome, {
      options: task.spec.options,
      attempt: attempt - instance.uncounted,
      seed: seedRetry(instance, attempt),
      stopped: this.#decisions.findStop(instance, 'failed'),
    });
    const { skips = [] } = outcome;
    const told = { ...verdict, ...describeOutcome(outcome), ...(skips.length === 0 ? {} : { skips }) };
    await recordState({ task, mapIndexes, attempt, ...told });
    if (task.callbacks !== undefined) void this.#work(() => onVerdict(instance, attempt, told));
    return { ...verdict, skips };
  }

  #fail(error: unknown): void {
    if (this.#fault !== undefined) return;
    this.#fault = { error };
    this.#request.onFault(error);
  }
}

function describeOutcome(outcome: AttemptOutcome): Pick<StateChange, 'failure' | 'reason'> {
  if (outcome.kind === 'failed') return { failure: outcome.failure };
  return outcome.kind === 'skipped' && outcome.reason !== '' ? { reason: outcome.reason } : {};
}
