/** The options of decorators, as authors see them. What is checked, and how, is in task-option-schemas.ts. */
import type { z } from 'zod';
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
  /** Default `all_success`. */
  triggerRule?: TriggerRule;
  doc?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a task without a schema may return anything
export interface TaskOptions<R = any> extends TaskOverrides {
  /** Checks (and types) what the task returns, whichever language produced it. */
  returns?: z.ZodType<R>;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export interface PythonTaskOptions<R = any> extends TaskOptions<R> {
  /** How arguments and result cross the process boundary: lossless tagged JSON, any Python from 2.7 on. */
  serializer?: 'json';
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
  tags?: string[];
  schedule?: string | null;
  /** The source file, where the decorator cannot tell: `import.meta.url`. */
  source?: string | URL;
}
