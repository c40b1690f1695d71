/**
 * Carries a plan out: starts what may run, up to the limit, and follows each end to the tasks downstream of it.
 * What a state means is decided in trigger-rule.ts and attempt-verdict.ts; how an attempt runs is the caller's.
 */
import type { TaskState } from '@taskloom/sdk';
import type { AttemptOutcome, Clock, PlannedTask } from '../ports.js';
import type { TaskFailure } from '../task-failure.js';
import { judgeAttempt } from './attempt-verdict.js';
import { decideAllSuccess, tally, type UpstreamTally } from './trigger-rule.js';

/** A change of a task's state, to be on disk before anything follows from it. */
export interface StateChange {
  readonly task: PlannedTask;
  readonly state: TaskState;
  /** Counted from 1; 0 where the task was never tried. */
  readonly attempt: number;
  readonly failure?: TaskFailure;
}

export interface WalkRequest {
  /** Each task after its upstreams, as a plan has them. */
  readonly tasks: readonly PlannedTask[];
  /** Task instances running at once. */
  readonly concurrency: number;
  readonly clock: Clock;
  /** Aborted when the run is cancelled: what runs is ended, what has not started never will. */
  readonly signal: AbortSignal;
  /** Never rejects for what a task does; a rejection is an error of ours, or of the disk, and ends the walk. */
  runAttempt(task: PlannedTask, attempt: number): Promise<AttemptOutcome>;
  recordState(change: StateChange): Promise<void>;
}

interface Node {
  readonly task: PlannedTask;
  readonly downstream: Node[];
  upstreams: UpstreamTally;
  attempt: number;
}

/** Resolves when every task has a final state, and all of them were recorded. */
export async function walk(request: WalkRequest): Promise<void> {
  const nodes = linkNodes(request.tasks);
  const ready = nodes.filter((node) => node.upstreams.total === 0);
  let running = 0;
  let unfinished = nodes.length;

  await new Promise<void>((resolve, reject) => {
    const advance = (): void => {
      while (running < request.concurrency || request.signal.aborted) {
        const node = ready.shift();
        if (node === undefined) break;
        running += 1;
        void tryNode(node).catch(reject);
      }
      if (unfinished === 0) resolve();
    };

    const tryNode = async (node: Node): Promise<void> => {
      const ended = await runOnce(node, request);
      running -= 1;
      if (ended.state === 'up_for_retry') void retryLater(node, ended.delayMs).catch(reject);
      else await follow(node, ended.state);
      advance();
    };

    const retryLater = async (node: Node, delayMs: number): Promise<void> => {
      await request.clock.sleep(delayMs, request.signal);
      ready.push(node);
      advance();
    };

    // A worklist instead of recursion: a skip can run down a chain of thousands.
    const follow = async (first: Node, state: TaskState): Promise<void> => {
      const ended: [Node, TaskState][] = [[first, state]];
      for (let next = ended.shift(); next !== undefined; next = ended.shift()) {
        const [node, final] = next;
        unfinished -= 1;
        for (const below of node.downstream) {
          below.upstreams = tally(below.upstreams, final);
          const verdict = decideAllSuccess(below.upstreams);
          if (verdict === 'wait') continue;
          if (verdict === 'run') {
            ready.push(below);
            continue;
          }
          const inherited = request.signal.aborted ? 'cancelled' : verdict;
          await request.recordState({ task: below.task, state: inherited, attempt: 0 });
          ended.push([below, inherited]);
        }
      }
    };

    advance();
  });
}

/** One attempt, or none when the run is cancelled already. */
async function runOnce(node: Node, { signal, runAttempt, recordState }: WalkRequest) {
  const { task } = node;
  if (signal.aborted) {
    await recordState({ task, state: 'cancelled', attempt: node.attempt });
    return { state: 'cancelled' } as const;
  }
  node.attempt += 1;
  const { attempt } = node;
  await recordState({ task, state: 'running', attempt });
  const outcome = await runAttempt(task, attempt);
  const { retries, retryDelayMs } = task.spec.options;
  const verdict = judgeAttempt(outcome, { attempt, retries, retryDelayMs, cancelled: signal.aborted });
  const failure = outcome.kind === 'failed' ? { failure: outcome.failure } : {};
  await recordState({ task, state: verdict.state, attempt, ...failure });
  return verdict;
}

function linkNodes(tasks: readonly PlannedTask[]): Node[] {
  const nodes = tasks.map((task): Node => {
    const upstreams = { total: task.spec.upstream.length, success: 0, skipped: 0, failed: 0 };
    return { task, downstream: [], upstreams, attempt: 0 };
  });
  const byId = new Map(nodes.map((node) => [node.task.spec.taskId, node]));
  for (const node of nodes) {
    for (const id of node.task.spec.upstream) byId.get(id)?.downstream.push(node);
  }
  return nodes;
}
