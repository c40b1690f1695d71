/** Which callback belongs to what an attempt, or a run, came to. */
import type { TaskState } from '@taskloom/sdk';
import type { AttemptHooks, AttemptRequest, Notify } from '../ports.js';
import type { TaskFailure } from '../task-failure.js';
import { createFailureError } from './run-failed-error.js';

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
