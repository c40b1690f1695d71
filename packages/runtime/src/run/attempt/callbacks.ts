/** Which callback belongs to what an attempt, or a run, came to. */
import type { RunContext, TaskState } from '@taskloom/sdk';
import { decodeFromText } from '@taskloom/sdk/internal';
import type { RunPlan } from '../../plan/build-plan.js';
import type { AttemptHooks, AttemptRequest, Notify, WireText } from '../../ports.js';
import type { RunState } from '../../run-event.js';
import type { TaskFailure } from '../../task-failure.js';
import { createFailureError } from '../run-failed-error.js';

export interface VerdictState {
  readonly state: TaskState;
  readonly failure?: TaskFailure | undefined;
}

export interface CallbackPorts {
  readonly request: AttemptRequest;
  readonly notify: Notify;
  readonly hooks: AttemptHooks;
}

const NAMES = { success: 'onSuccess', failed: 'onFailure', up_for_retry: 'onRetry', skipped: 'onSkipped' } as const;

/** As in Airflow: nothing is called for a task that was never tried, or that was cancelled. */
export async function callVerdictCallback(
  { state, failure }: VerdictState,
  { request, notify, hooks }: CallbackPorts,
): Promise<void> {
  const name = state in NAMES ? NAMES[state as keyof typeof NAMES] : undefined;
  const callback = name === undefined ? undefined : request.task.callbacks?.[name];
  if (name === undefined || callback === undefined) return;
  const error = failure === undefined ? undefined : createFailureError(request.task, failure);
  await notify({ name, call: (context) => callback(context, error) }, request, hooks);
}

export interface RunCallbackPorts {
  readonly plan: RunPlan;
  /** The context of the run on the wire. */
  readonly contextValue: WireText;
  /** Aborted when a callback that does not end is not waited for any more. */
  readonly forceSignal: AbortSignal;
}

/** What a callback throws changes nothing. */
export async function callRunCallback(
  state: RunState,
  { plan, contextValue, forceSignal }: RunCallbackPorts,
): Promise<void> {
  if (state !== 'success' && state !== 'failed') return;
  const name = state === 'success' ? 'onSuccess' : 'onFailure';
  const callback = plan.definition[name];
  if (callback === undefined) return;
  const call = async (): Promise<void> => callback({ ...(decodeFromText(contextValue) as RunContext), state });
  const called = call().catch((error: unknown) =>
    process.emitWarning(`The callback ${name} of the DAG failed: ${String(error)}`, 'TaskloomWarning'),
  );
  await Promise.race([called, waitForAbort(forceSignal)]);
}

function waitForAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
