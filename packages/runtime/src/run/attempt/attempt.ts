/** One attempt of a task: its arguments, its time limit, its executor, and its value on disk. */
import { TaskloomError } from '@taskloom/sdk/internal';
import type { ContextFacts } from '../../context-facts.js';
import type {
  AbortReason,
  AttemptHooks,
  AttemptOutcome,
  AttemptRequest,
  Clock,
  PlannedTask,
  TaskExecutor,
  WireText,
} from '../../ports.js';
import type { DecidedOutcome } from '../../scheduler/walk-request.js';
import { failureFromError } from '../../task-failure.js';

export interface AttemptPlan {
  readonly task: PlannedTask;
  readonly context: ContextFacts;
  readonly executor: TaskExecutor;
  readonly hooks: AttemptHooks;
  readonly clock: Clock;
  /** Aborted when the run is cancelled, with an `AbortReason` as its reason. */
  readonly signal: AbortSignal;
  resolveArguments(): Promise<Arguments>;
  /** Of a sensor: how it goes on when it has been asked. */
  readonly poll?: (poke: () => Promise<AttemptOutcome>, signal: AbortSignal) => Promise<DecidedOutcome>;
  /** Called when there are arguments, before the body is. */
  begin?(request: AttemptRequest, hooks: AttemptHooks): Promise<void>;
}

type Arguments = readonly (WireText | undefined)[];

/** Never rejects for what the task does, or for arguments that do not resolve: both are outcomes. */
export async function runAttempt(plan: AttemptPlan): Promise<DecidedOutcome> {
  const { task, context, executor, hooks, poll } = plan;
  const args = await resolveOrFail(plan);
  if ('kind' in args) return args;
  const limit = limitTime(plan);
  const own = closeable(hooks);
  const request = { task, args, context, signal: limit.signal };
  const execute = (): Promise<AttemptOutcome> => executor.execute(request, own.hooks);
  try {
    await plan.begin?.(request, own.hooks);
    return await (poll === undefined ? execute() : poll(execute, limit.signal));
  } finally {
    own.close();
    limit.release();
  }
}

/** A body may go on after its attempt has ended, in a timer for one. What it says then is nobody's. */
function closeable(hooks: AttemptHooks) {
  let isOpen = true;
  return {
    close: () => {
      isOpen = false;
    },
    hooks: {
      onOutput: (line) => (isOpen ? hooks.onOutput(line) : undefined),
      onEnvironment: (progress) => (isOpen ? hooks.onEnvironment(progress) : undefined),
      onXCom: (key, value) => (isOpen ? hooks.onXCom(key, value) : undefined),
      pullXCom: async (...from) => (isOpen ? hooks.pullXCom(...from) : undefined),
    } satisfies AttemptHooks,
  };
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
  const timeoutMs = task.spec.options.executionTimeoutMs;
  // Most tasks have none: making a signal for each of thousands takes its time.
  if (timeoutMs === undefined) return { signal, release: () => undefined };
  const attempt = new AbortController();
  const done = new AbortController();
  const onCancel = (): void => attempt.abort(signal.reason);
  if (signal.aborted) onCancel();
  else signal.addEventListener('abort', onCancel, { once: true });
  void clock.sleep(timeoutMs, done.signal).then(() => {
    if (!done.signal.aborted) attempt.abort({ kind: 'timeout', timeoutMs } satisfies AbortReason);
  });
  return {
    signal: attempt.signal,
    release: () => {
      signal.removeEventListener('abort', onCancel);
      done.abort(OVER);
    },
  };
}

/** A reason of its own, since without one an error with a stack is made each time. */
const OVER = 'over';
