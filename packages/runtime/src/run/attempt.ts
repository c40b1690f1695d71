/** One attempt of a task: its arguments, its time limit, its executor, and its value on disk. */
import { TaskloomError } from '@taskloom/sdk/internal';
import type {
  AbortReason,
  AttemptHooks,
  AttemptOutcome,
  Clock,
  ContextFacts,
  PlannedTask,
  TaskExecutor,
  WireText,
} from '../ports.js';
import { failureFromError } from '../task-failure.js';

export interface AttemptPlan {
  readonly task: PlannedTask;
  readonly context: ContextFacts;
  readonly executor: TaskExecutor;
  readonly hooks: AttemptHooks;
  readonly clock: Clock;
  /** Aborted when the run is cancelled, with an `AbortReason` as its reason. */
  readonly signal: AbortSignal;
  resolveArguments(): Promise<Arguments>;
}

type Arguments = readonly (WireText | undefined)[];

/** Never rejects for what the task does, or for arguments that do not resolve: both are outcomes. */
export async function runAttempt(plan: AttemptPlan): Promise<AttemptOutcome> {
  const { task, context, executor, hooks } = plan;
  const args = await resolveOrFail(plan);
  if ('kind' in args) return args;
  const limit = limitTime(plan);
  try {
    return await executor.execute({ task, args, context, signal: limit.signal }, hooks);
  } finally {
    limit.release();
  }
}

async function resolveOrFail({ resolveArguments }: AttemptPlan): Promise<Arguments | AttemptOutcome> {
  try {
    return await resolveArguments();
  } catch (error) {
    if (!(error instanceof TaskloomError)) throw error;
    return { kind: 'failed', failure: failureFromError(error), final: true };
  }
}

/** A signal that is aborted by the run's, or when the task's execution timeout has passed. */
function limitTime({ task, clock, signal }: AttemptPlan) {
  const attempt = new AbortController();
  const done = new AbortController();
  const timeoutMs = task.spec.options.executionTimeoutMs;
  const abort = (reason: AbortReason): void => attempt.abort(reason);
  const onCancel = (): void => abort(signal.reason as AbortReason);
  if (signal.aborted) onCancel();
  else signal.addEventListener('abort', onCancel, { once: true });
  if (timeoutMs !== undefined) {
    void clock.sleep(timeoutMs, done.signal).then(() => {
      if (!done.signal.aborted) abort({ kind: 'timeout', timeoutMs });
    });
  }
  return {
    signal: attempt.signal,
    release: () => {
      signal.removeEventListener('abort', onCancel);
      done.abort();
    },
  };
}
