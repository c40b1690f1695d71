/**
 * Carries a plan out: starts what may run, as long as there are slots, and follows each end to the tasks downstream of
 * it. What a state means is decided in trigger-rule.ts and attempt-verdict.ts; how an attempt runs is the caller's.
 */
import type { TaskState } from '@taskloom/sdk';
import type { AttemptOutcome, Clock, PlannedTask } from '../ports.js';
import type { TaskFailure } from '../task-failure.js';
import { type AttemptVerdict, judgeAttempt } from './attempt-verdict.js';
import type { Slots } from './slots.js';
import { decide, startTally, tally, type UpstreamTally, type Verdict } from './trigger-rule.js';

/** A change of a task's state, to be on disk before anything follows from it. */
export interface StateChange {
  readonly task: PlannedTask;
  readonly state: TaskState;
  /** Counted from 1; 0 where the task was never tried. */
  readonly attempt: number;
  readonly failure?: TaskFailure;
  /** Why it skipped itself. */
  readonly reason?: string;
  /** Of `up_for_retry`: how long the next attempt waits. */
  readonly delayMs?: number;
}

export interface WalkRequest {
  /** Each task after its upstreams, as a plan has them. */
  readonly tasks: readonly PlannedTask[];
  readonly slots: Slots;
  readonly clock: Clock;
  /** Aborted when the run is cancelled: what runs is ended, what has not started never will. */
  readonly signal: AbortSignal;
  /** Never rejects for what a task does; a rejection is an error of ours, or of the disk, and ends the walk. */
  runAttempt(task: PlannedTask, attempt: number): Promise<DecidedOutcome>;
  recordState(change: StateChange): Promise<void>;
  /** For the jitter of its wait: tells an attempt from all others of all runs, in the same words every time. */
  seedRetry(taskId: string, attempt: number): string;
  /** Called with the first such rejection: what still runs is to be ended. */
  onFault(error: unknown): void;
}

/** An outcome, and the tasks further down that are skipped because of it, whatever their trigger rules. */
export type DecidedOutcome = AttemptOutcome & { readonly skips?: readonly string[] };

interface Node {
  readonly task: PlannedTask;
  readonly downstream: Node[];
  upstreams: UpstreamTally;
  /** What its rule says was acted upon: what upstreams become afterwards changes nothing. */
  isDecided: boolean;
  attempt: number;
}

/**
 * Resolves when every task has a final state, and all of them were recorded. Rejects with the first rejection of what
 * it calls, when nothing runs any more.
 */
export function walk(request: WalkRequest): Promise<void> {
  return new Walk(request).run();
}

class Walk {
  readonly #request: WalkRequest;
  readonly #ready: Node[];
  readonly #byId: ReadonlyMap<string, Node>;
  #unfinished: number;
  #running = 0;
  #fault: { readonly error: unknown } | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  readonly #end = new Promise<void>((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });
  readonly #advance = (): void => this.#startReady();

  constructor(request: WalkRequest) {
    const nodes = linkNodes(request.tasks);
    this.#request = request;
    this.#byId = new Map(nodes.map((node) => [node.task.spec.taskId, node]));
    this.#ready = nodes.filter((node) => decideNode(node) === 'run');
    this.#unfinished = nodes.length;
  }

  async run(): Promise<void> {
    const { signal, slots } = this.#request;
    // What waits for a slot is done with at once when the run is cancelled.
    signal.addEventListener('abort', this.#advance);
    this.#startReady();
    try {
      await this.#end;
    } finally {
      signal.removeEventListener('abort', this.#advance);
      slots.leave(this.#advance);
    }
  }

  #startReady(): void {
    const { slots, signal } = this.#request;
    while (this.#fault === undefined && this.#ready.length > 0) {
      const needsSlot = !signal.aborted;
      if (needsSlot && !slots.take(this.#advance)) break;
      const node = this.#ready.shift() as Node;
      this.#running += 1;
      void this.#try(node, needsSlot);
    }
    if (this.#running > 0) return;
    if (this.#fault !== undefined) this.#reject(this.#fault.error);
    else if (this.#unfinished === 0) this.#resolve();
  }

  async #try(node: Node, hasSlot: boolean): Promise<void> {
    try {
      const ended = await runOnce(node, this.#request);
      if (ended.state === 'up_for_retry') void this.#retryLater(node, ended.delayMs);
      else await this.#follow(node, ended.state, ended.skips);
    } catch (error) {
      this.#fail(error);
    }
    this.#running -= 1;
    if (hasSlot) this.#request.slots.release();
    this.#startReady();
  }

  async #retryLater(node: Node, delayMs: number): Promise<void> {
    const { clock, signal } = this.#request;
    await clock.sleep(delayMs, signal);
    this.#ready.push(node);
    this.#startReady();
  }

  /** A worklist instead of recursion: a skip can run down a chain of thousands. */
  async #follow(first: Node, state: TaskState, skips: readonly string[] = []): Promise<void> {
    const { signal, recordState } = this.#request;
    const ended: [Node, TaskState][] = [[first, state]];
    for (const skipped of skips.flatMap((id) => this.#byId.get(id) ?? [])) {
      const queued = this.#ready.indexOf(skipped);
      // What runs already, or has ended, stays as it is; what only waits for a slot does not run any more.
      if (skipped.isDecided && queued === -1) continue;
      if (queued !== -1) this.#ready.splice(queued, 1);
      skipped.isDecided = true;
      await recordState({ task: skipped.task, state: 'skipped', attempt: 0 });
      ended.push([skipped, 'skipped']);
    }
    for (let next = ended.shift(); next !== undefined; next = ended.shift()) {
      const [node, final] = next;
      this.#unfinished -= 1;
      for (const below of node.downstream) {
        below.upstreams = tally(below.upstreams, final);
        const verdict = decideNode(below);
        if (verdict === 'wait') continue;
        if (verdict === 'run') {
          this.#ready.push(below);
          continue;
        }
        const inherited = signal.aborted ? 'cancelled' : verdict;
        await recordState({ task: below.task, state: inherited, attempt: 0 });
        ended.push([below, inherited]);
      }
    }
  }

  #fail(error: unknown): void {
    if (this.#fault !== undefined) return;
    this.#fault = { error };
    this.#request.onFault(error);
  }
}

/** `wait` also for a node about which there is nothing left to decide. */
function decideNode(node: Node): Verdict {
  if (node.isDecided) return 'wait';
  const verdict = decide(node.task.spec.options.triggerRule, node.upstreams);
  node.isDecided = verdict !== 'wait';
  return verdict;
}

/** One attempt, or none when the run is cancelled already. */
async function runOnce(
  node: Node,
  { signal, runAttempt, recordState, seedRetry }: WalkRequest,
): Promise<AttemptVerdict & { readonly skips?: readonly string[] }> {
  const { task } = node;
  if (signal.aborted) {
    await recordState({ task, state: 'cancelled', attempt: node.attempt });
    return { state: 'cancelled' };
  }
  node.attempt += 1;
  const { attempt } = node;
  await recordState({ task, state: 'running', attempt });
  const outcome = await runAttempt(task, attempt);
  const { taskId, options } = task.spec;
  const verdict = judgeAttempt(outcome, {
    options,
    attempt,
    seed: seedRetry(taskId, attempt),
    cancelled: signal.aborted,
  });
  await recordState({ task, attempt, ...verdict, ...describeOutcome(outcome) });
  return { ...verdict, ...(outcome.skips === undefined ? {} : { skips: outcome.skips }) };
}

function describeOutcome(outcome: AttemptOutcome): Pick<StateChange, 'failure' | 'reason'> {
  if (outcome.kind === 'failed') return { failure: outcome.failure };
  return outcome.kind === 'skipped' && outcome.reason !== '' ? { reason: outcome.reason } : {};
}

function linkNodes(tasks: readonly PlannedTask[]): Node[] {
  const nodes = tasks.map((task): Node => {
    const upstreams = startTally(task.spec.upstream.length);
    return { task, downstream: [], upstreams, isDecided: false, attempt: 0 };
  });
  const byId = new Map(nodes.map((node) => [node.task.spec.taskId, node]));
  for (const node of nodes) {
    for (const id of node.task.spec.upstream) byId.get(id)?.downstream.push(node);
  }
  return nodes;
}
