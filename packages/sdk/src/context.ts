/** What a TypeScript body can ask while it runs. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { findCallSite } from './call-site.js';
import { authorError } from './errors.js';

/** Facts about the run, with Airflow's names and formats. */
export interface RunContext {
  dagId: string;
  runId: string;
  /** The instant that the run is about. */
  logicalDate: Date;
  /** `2026-11-24`, and without dashes. */
  ds: string;
  dsNodash: string;
  /** `2026-11-24T00:00:00+00:00`, `20261124T000000`, `20261124T000000+0000`. */
  ts: string;
  tsNodash: string;
  tsNodashWithTz: string;
  dataIntervalStart: Date;
  dataIntervalEnd: Date;
}

/** Facts about the run and the attempt, and what an attempt can do beside returning. */
export interface TaskContext extends RunContext {
  taskId: string;
  /** In the innermost map around the task; −1 where it is not mapped. */
  mapIndex: number;
  /** In each map around it, the outermost first. */
  mapIndexes: readonly number[];
  /** Counted from 1. */
  attempt: number;
  maxAttempts: number;
  params: Record<string, unknown>;
  /** Aborted when the attempt has timed out or the run is cancelled. */
  signal: AbortSignal;
  /** Lines of the task's log. `fields` are appended as JSON. */
  log: {
    debug(message: string, fields?: object): void;
    info(message: string, fields?: object): void;
    warn(message: string, fields?: object): void;
    error(message: string, fields?: object): void;
  };
  /** Another value beside the returned one, under a key of its own. @throws TaskloomError VALUE_UNSUPPORTED */
  pushXCom(key: string, value: unknown): void;
}

const storage = new AsyncLocalStorage<TaskContext>();

/** The context of the attempt that runs. @throws TaskloomError CONTEXT_UNAVAILABLE outside of a task's body */
export function context(): TaskContext {
  const current = storage.getStore();
  if (current !== undefined) return current;
  throw authorError('CONTEXT_UNAVAILABLE', 'context() was called outside of a running task.', {
    hint: 'Call it in the body of a task; in `flow`, use the `context` of its second argument.',
    location: findCallSite(context),
  });
}

/** Runs a body so that `context()` finds its context, also behind `await`. */
export function runInContext<R>(taskContext: TaskContext, body: () => R): R {
  return storage.run(taskContext, body);
}
