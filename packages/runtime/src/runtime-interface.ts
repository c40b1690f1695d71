/** What a runtime can do for an application, typed after the DAG that it is given. */
import type { ResultOf } from '@taskloom/sdk';
import type { Plan } from './plan/describe-plan.js';
import type { RunResult } from './run/run-result.js';
import type { RunEvent } from './run-event.js';
import type { RunSummary } from './run-history.js';
import type { ResumeOptions, RunFilter, RunOptions, TaskRunOptions } from './runtime-options.js';

// biome-ignore lint/suspicious/noExplicitAny: the parameters of `flow` are the author's
export type DagClass = new () => { flow(...args: any[]): any };
export type FlowResult<D extends DagClass> = ResultOf<ReturnType<InstanceType<D>['flow']>>;
export type TaskNames<D extends DagClass> = Exclude<keyof InstanceType<D>, 'flow'>;
// biome-ignore lint/suspicious/noExplicitAny: any method of the author's
type Method = (...args: any[]) => any;

/** Runs DAGs on this machine. Two runtimes in one process do not see each other. */
export interface Runtime extends AsyncDisposable {
  /**
   * Runs a DAG and resolves when it has ended, whether it succeeded or not: `value` throws when it did not.
   *
   * @throws TaskloomError whatever can be refused before the run starts, all of it at once
   */
  run<D extends DagClass>(dag: D, options?: RunOptions): Promise<RunResult<FlowResult<D>>>;
  /**
   * Starts a run and gives its events as they come. What planning refuses rejects `done`.
   *
   * @throws TaskloomError USAGE, RUN_ID_INVALID, RUNTIME_CLOSED, at once
   */
  start<D extends DagClass>(dag: D, options?: RunOptions): RunHandle<FlowResult<D>>;
  /**
   * Goes on with a run that was cut off: what has ended is not run again, and has the values that it had. What was running,
   * or was cancelled, is tried again, and that does not count against its retries. Bodies and options are those of the DAG
   * as it is now. A run that has ended gives its result once more, unless something is cleared.
   *
   * @throws TaskloomError RUN_UNKNOWN, RUN_ACTIVE where another process is at it, RUN_CHANGED where the DAG has changed so
   *   that what was recorded does not fit it, RUN_DAMAGED, TASK_UNKNOWN for what is to be cleared and is not there
   */
  resume<D extends DagClass>(dag: D, runId: string, options?: ResumeOptions): Promise<RunResult<FlowResult<D>>>;
  /** As `resume`, with the events of what is done now. */
  startResume<D extends DagClass>(dag: D, runId: string, options?: ResumeOptions): RunHandle<FlowResult<D>>;
  /**
   * Runs one task alone, with the arguments given, and records nothing. Its context is that of a run with these params
   * and this logical date, which may lie outside of the DAG's dates. Params that are not given are the schema's
   * defaults, or none where it cannot do without.
   *
   * @throws TaskloomError TASK_FAILED, TASK_SKIPPED, TASK_UNKNOWN, PARAMS_INVALID, USAGE, RUNTIME_CLOSED, and what
   *   planning refuses
   */
  runTask<D extends DagClass, K extends TaskNames<D>>(
    dag: D,
    name: K,
    args: InstanceType<D>[K] extends (...args: infer A) => unknown ? A : never,
    options?: TaskRunOptions,
  ): Promise<InstanceType<D>[K] extends Method ? Awaited<ReturnType<InstanceType<D>[K]>> : never>;
  /**
   * The runs of the home, the one that began last first.
   *
   * @throws TaskloomError USAGE, RUNTIME_CLOSED
   */
  runs(filter?: RunFilter): Promise<readonly RunSummary[]>;
  /**
   * What a run of the DAG would do.
   *
   * @throws TaskloomError whatever a run would refuse; params and a logical date are looked at where they are given
   */
  plan<D extends DagClass>(dag: D, options?: Pick<RunOptions, 'params' | 'logicalDate'>): Promise<Plan>;
  /**
   * Cancels what runs, builds of environments included, and waits for it to end, and for what takes down what was set up.
   * A second call ends that, too.
   */
  close(): Promise<void>;
}

/** A run that is under way. Iterating gives its events from the first on, to one reader. */
export interface RunHandle<T> extends AsyncIterable<RunEvent> {
  readonly runId: string;
  readonly done: Promise<RunResult<T>>;
  /**
   * Ends the tasks that run; those that have not started never will, but for teardowns of what was set up. A second call
   * ends these, too.
   */
  cancel(reason?: string): void;
}
