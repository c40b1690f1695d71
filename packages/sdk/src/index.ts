/** Every public name of `@taskloom/sdk`. */
export { TaskloomError } from './errors.js';
export type TaskState =
  | 'none'
  | 'scheduled'
  | 'queued'
  | 'running'
  | 'success'
  | 'failed'
  | 'skipped'
  | 'upstream_failed'
  | 'up_for_retry'
  | 'up_for_reschedule'
  | 'removed'
  | 'cancelled';
