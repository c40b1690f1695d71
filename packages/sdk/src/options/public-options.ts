/** The options of decorators, as authors see them. What is checked, and how, is in task-option-schemas.ts. */
import type { z } from 'zod';
import type { RunContext, TaskContext } from '../context.js';
import type { Duration } from './duration.js';
import type { TriggerRule } from './trigger-rule.js';

export interface RetryRule {
  /** An exception's type as its language names it, `exit:137`, `signal:SIGKILL` or `timeout`; or several of them. */
  on: string | readonly string[];
  /** `retry` as long as there are retries left, `fail` at once. */
  action: 'retry' | 'fail';
  /** Of a retry, in place of `retryDelay`. */
  delay?: Duration;
}

/** Options that a call in `flow` or a group can change. */
export interface TaskOverrides {
  /** Default: the method's name. */
  taskId?: string;
  /** How often a failed task is tried again. Default 0. */
  retries?: number;
  /** Default 300 s, as in Airflow. */
  retryDelay?: Duration;
  /** Each wait is that many times (true: 2) as long as the one before, with Airflow's jitter, up to a day. */
  retryExponentialBackoff?: boolean | number;
  /** The longest wait with `retryExponentialBackoff`. */
  maxRetryDelay?: Duration;
  /** What a kind of failure leads to; the first rule that matches decides. */
  retryPolicy?: readonly RetryRule[];
  /** Per attempt: SIGTERM when it has passed. Default: none. */
  executionTimeout?: Duration;
  /** Default `all_success`. A teardown has a rule of its own. */
  triggerRule?: TriggerRule;
  /** Of `createRuntime({ pools })`: takes slots there while it runs. */
  pool?: string;
  /** Default 1. */
  poolSlots?: number;
  /** Who goes first where slots are short: the higher, default 1. */
  priorityWeight?: number;
  /** What is added to a task's weight: that of everything downstream (the default) or upstream of it, or nothing. */
  weightRule?: 'downstream' | 'upstream' | 'absolute';
  /** Names an instance of a mapped task, from its arguments: shown beside its index. */
  // biome-ignore lint/suspicious/noExplicitAny: the arguments of any task
  mapName?: (...args: any[]) => string;
  /** How many instances of the task run at once in one run. */
  maxActive?: number;
  doc?: string;
  /** Called before each attempt, of a sensor once. What a callback throws is told in the task's log, and changes no state. */
  onExecute?: TaskCallback;
  onSuccess?: TaskCallback;
  /** Called when the task has failed and is not tried again. */
  onFailure?: TaskCallback;
  /** Called when the task has failed and will be tried again. */
  onRetry?: TaskCallback;
  /** Called when the task has skipped itself. */
  onSkipped?: TaskCallback;
}

/** Runs in this process, with the context of the attempt. */
export type TaskCallback = (context: TaskContext, error?: Error) => void | Promise<void>;
export type RunCallback = (context: RunContext & { state: 'success' | 'failed' }) => void | Promise<void>;

/** The options of a task that are functions. */
export type TaskCallbacks = Readonly<
  Pick<TaskOverrides, 'mapName' | 'onExecute' | 'onSuccess' | 'onFailure' | 'onRetry' | 'onSkipped'>
>;

// biome-ignore lint/suspicious/noExplicitAny: a task without a schema may return anything
export interface TaskOptions<R = any> extends TaskOverrides {
  /** Checks (and types) what the task returns, whichever language produced it. */
  returns?: z.ZodType<R>;
  /**
   * Each field of what the task returns is an XCom of its own, to be pulled by its key. True: what has no fields fails the
   * task. False: the fields are not to be had. Default: they are, where there are any.
   */
  multipleOutputs?: boolean;
  /** Default true. False: what the task returns is not kept, and is null to the tasks downstream. */
  pushXCom?: boolean;
  /** Default false. True: what the task returned is a line of its log. */
  showReturnValueInLogs?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export interface PythonTaskOptions<R = any> extends TaskOptions<R> {
  /**
   * How a value that the task gives crosses. Default 'json': lossless tagged JSON, any Python from 2.7 on. Any other: what
   * JSON cannot hold is pickled by that module, for Python tasks to read.
   */
  serializer?: 'json' | 'pickle' | 'cloudpickle' | 'dill';
  /** In Python the global `virtualenv_string_args` and `taskloom.string_args`. */
  stringArgs?: string[];
  /** Environment variables; they win over inherited ones. */
  env?: Record<string, string>;
  /** Default true. A list: only these names. What the platform needs to start a process is always kept. */
  inheritEnv?: boolean | string[];
  /** Default: the working directory of the process. */
  cwd?: string;
  /** Exit codes that mean skipped. */
  skipOnExitCode?: number | number[];
  /** A process of its own for each attempt, started cold. */
  isolation?: 'spawn';
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export interface VirtualenvOptions<R = any> extends PythonTaskOptions<R> {
  /** Requirement specifiers, or the path of a requirements file (relative to the source file). */
  requirements?: string | string[];
  /** '3', '3.12', '3.12.1', '2.7' or the path of an interpreter to build on. */
  python?: string;
  /** Default false (Airflow: true). */
  systemSitePackages?: boolean;
  /** `[]`: no index at all. */
  indexUrls?: string | string[];
  findLinks?: string | string[];
  /** Passed to the installer as they are. */
  installOptions?: string[];
  /** What builds the environment. Default 'auto': uv where it is found, else venv and pip. */
  installer?: 'auto' | 'uv' | 'pip';
  /** A folder for built environments, relative to the source. Default: shared by all DAGs below the runtime's home. */
  cachePath?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export interface ExternalPythonOptions<R = any> extends PythonTaskOptions<R> {
  /** Absolute path of an existing interpreter. Checked when the task runs, not when the DAG is built. */
  python: string;
}

export interface ShortCircuitOptions extends TaskOverrides {
  /** Default true: everything below is skipped, whatever its trigger rules. False: only what comes right after it. */
  ignoreDownstreamTriggerRules?: boolean;
}

export interface SensorOptions extends TaskOverrides {
  /** Between two pokes. Default 60 s. */
  pokeInterval?: Duration;
  /** From the first poke of an attempt on. Then the task fails, without a retry. Default 7 d. */
  timeout?: Duration;
  /** A timeout skips the task instead of failing it. */
  softFail?: boolean;
  /** `poke` (the default) holds its slot between two pokes, `reschedule` gives it back. */
  mode?: 'poke' | 'reschedule';
  /** Each wait is about twice as long as the one before. */
  exponentialBackoff?: boolean;
  /** The longest wait with `exponentialBackoff`. */
  maxWait?: Duration;
}

/** What a sensor may return instead of a boolean. */
export interface PokeResult<T> {
  done: boolean;
  /** What the sensor gives when it is done. */
  value?: T;
}

export interface TeardownOptions {
  /** Default false: the run can succeed though the teardown failed. */
  onFailureFailDagRun?: boolean;
}

/** Options of bash tasks. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export interface BashOptions<R = any> extends TaskOptions<R> {
  /**
   * The command's environment instead of the process's, or laid over it with `appendEnv`. Where only the DAG's
   * defaults have an `env`, that is always laid over it.
   */
  env?: Record<string, string>;
  appendEnv?: boolean;
  /** Default: a scratch folder of the attempt's own, as in Airflow. */
  cwd?: string;
  /** Default 99, as in Airflow. */
  skipOnExitCode?: number | number[];
}

export interface DagOptions {
  /** Default: the name of the class. */
  id?: string;
  description?: string;
  /** For every task that does not say otherwise; `env` is merged, the task's winning. */
  defaults?: TaskOptions & { python?: string; env?: Record<string, string> };
  /** Schema of the run's params. */
  params?: z.ZodType;
  /** How many task instances of a run are under way at once. Default: no limit but the runtime's. */
  maxActiveTasks?: number;
  /** The run fails when it takes longer: what runs is ended, what has not started is skipped. */
  runTimeout?: Duration;
  /** The first task that fails for good ends the run: what runs fails, what has not started is skipped. */
  failFast?: boolean;
  onSuccess?: RunCallback;
  onFailure?: RunCallback;
  tags?: string[];
  /**
   * Airflow's presets (`@daily`, …), a cron expression of five fields in the time zone of `startDate`, or null. It
   * gives runs their data interval; nothing starts them by itself.
   */
  schedule?: string | null;
  /**
   * Runs of an earlier logical date are refused. A text may name its zone: `2026-01-31T06:00[Europe/Berlin]`,
   * `…+01:00`; a `Date`, and a text without one, is UTC.
   */
  startDate?: Date | string;
  /** Runs of a later logical date are refused. */
  endDate?: Date | string;
  /** Kept for a scheduler that looks at it. */
  catchup?: boolean;
  /** The source file, where the decorator cannot tell: `import.meta.url`. */
  source?: string | URL;
}
