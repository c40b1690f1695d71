/**
 * The outside world on one page. The scheduler and the run see these interfaces only; runtime.ts is the one file
 * that picks implementations.
 */
import type { TaskContext } from '@taskloom/sdk';
import type {
  DagClass,
  DagDefinition,
  MethodDefinition,
  SourceLocation,
  TaskCallbacks,
  TaskSpec,
} from '@taskloom/sdk/internal';
import type { ContextFacts, RunContextFacts } from './context-facts.js';
import type { InstanceId } from './instance-id.js';
import type { PythonProgram } from './python-text.js';
import type { RunEvent } from './run-event.js';
import type { RunHeader, RunHistoryEntry, RunSummary } from './run-history.js';
import type { TaskFailure } from './task-failure.js';

/** A value on the wire as JSON text. Passed from Python to Python as it is, without being parsed. */
export type WireText = string;

// ------------------------------------------------------------------ what a task runs

export interface TaskParameter {
  readonly name: string;
  /** It has a default or a question mark. */
  readonly optional: boolean;
  readonly rest: boolean;
  /** Of an optional parameter of a Python task. */
  readonly defaultValue?: WireText;
}

/** What reading the author's file tells of one task. */
export interface TaskSource {
  readonly parameters: readonly TaskParameter[];
  readonly location: SourceLocation;
  /** Python kinds only. */
  readonly program?: PythonProgram;
}

export interface SourceReader {
  /** @throws TaskloomError with a source's code and the position in the author's file. */
  readTask(method: MethodDefinition, definition: DagDefinition): Promise<TaskSource>;
}

/** A task of a plan. `program` is there for Python kinds. */
export interface PlannedTask {
  readonly spec: TaskSpec;
  readonly method: MethodDefinition;
  /** An instance of it is made for each attempt of a TypeScript or bash body. */
  readonly dagClass: DagClass;
  readonly location: SourceLocation;
  /** Of Python kinds; of others only where they had to be read to check the arguments. */
  readonly parameters?: readonly TaskParameter[];
  readonly program?: PythonProgram;
  readonly callbacks?: TaskCallbacks;
}

// ------------------------------------------------------------------ executing

export interface AttemptRequest {
  readonly task: PlannedTask;
  /** In order of the parameters. `undefined` asks for the parameter's default; before another argument Python gets None. */
  readonly args: readonly (WireText | undefined)[];
  readonly context: ContextFacts;
  /** Aborted with an `AbortReason` as its reason. */
  readonly signal: AbortSignal;
}

/** Why an attempt is ended from outside. */
export type AbortReason =
  | { readonly kind: 'timeout'; readonly timeoutMs: number }
  /** The run has failed; `because` is a clause. */
  | { readonly kind: 'stopped'; readonly because: string }
  | { readonly kind: 'cancelled'; readonly reason?: string };

export interface OutputLine {
  readonly at: Date;
  readonly stream: 'stdout' | 'stderr' | 'log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Without its line end. At most 64 KiB: longer lines come in pieces. */
  readonly line: string;
  /** Where a log record was made, where that is known. */
  readonly location?: { readonly file: string; readonly line: number };
}

/** What an attempt may ask of, and tell, the run it belongs to. */
export interface AttemptHooks {
  /** A returned promise is waited for before more output is read: that is how a slow reader slows the task. */
  onOutput(line: OutputLine): void | Promise<void>;
  onEnvironment(event: EnvironmentProgress): void;
  onXCom(key: string, value: WireText): void | Promise<void>;
  /** `undefined`: nothing was pushed under that key. */
  pullXCom(taskId: string, key: string, mapIndex: number | undefined): Promise<WireText | undefined>;
}

export type AttemptOutcome =
  | { readonly kind: 'success'; readonly value: WireText }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** `final`: retries are not used up on it (`FailTask`, `taskloom.Fail`). */
  | { readonly kind: 'failed'; readonly failure: TaskFailure; readonly final: boolean };

/** A run that begins, and its tasks that are to run. */
export interface PrepareOrder extends Pick<AttemptHooks, 'onEnvironment'> {
  readonly tasks: readonly PlannedTask[];
  readonly run: RunContextFacts;
  readonly signal: AbortSignal;
}

/** Runs one attempt of a task of one kind. Never rejects: what goes wrong is an outcome. */
export interface TaskExecutor {
  /**
   * What can be refused before a run: options that do not fit together, a requirement that is none.
   *
   * @param run what a run that is about to start tells; undefined while the DAG is planned
   * @throws TaskloomError
   */
  check?(task: PlannedTask, run?: RunContextFacts): void;
  /**
   * Begins, when a run begins, what its tasks will have to wait for. What fails is left to the tasks to meet.
   *
   * @param order names all tasks of the plan, of whatever kind
   */
  prepare?(order: PrepareOrder): void;
  execute(request: AttemptRequest, hooks: AttemptHooks): Promise<AttemptOutcome>;
  /** Ends what is still held. Attempts must have been aborted before. */
  close(): Promise<void>;
}

/** Calls a function of the author's with the attempt's context. What it throws is told in the log; never rejects. */
export type Notify = (
  callback: { readonly name: string; call(context: TaskContext): unknown },
  request: AttemptRequest,
  hooks: AttemptHooks,
) => Promise<void>;

// ------------------------------------------------------------------ environments

/** What a virtualenv task asks for. Paths are absolute. */
export interface EnvironmentRequest {
  /** '3', '3.12', '3.12.1', '2.7' or the path of an interpreter. */
  readonly python: string;
  readonly requirements: readonly string[];
  /** They bound versions and install nothing. */
  readonly constraints: readonly string[];
  readonly systemSitePackages: boolean;
  readonly indexUrls?: readonly string[];
  readonly findLinks: readonly string[];
  readonly installOptions: readonly string[];
  readonly installer: 'auto' | 'uv' | 'pip';
  /** Where the environment is kept. Absolute; absent: below the home. */
  readonly cachePath?: string;
  /** The author's file: its lock file is beside it. Absent for what is no task's. */
  readonly sourceFile?: string;
  /** For messages: the task that asked first. */
  readonly taskId: string;
}

export interface Environment {
  readonly key: string;
  /** Absolute path of its interpreter. */
  readonly python: string;
}

export interface EnvironmentProgress {
  readonly key: string;
  readonly state: 'building' | 'ready' | 'reused' | 'failed';
  readonly detail?: string;
}

export interface EnvironmentProvider {
  /** What can be refused before a run. @throws TaskloomError INTERPRETER_NOT_FOUND for a version that is none, LOCK_STALE, LOCK_INVALID */
  check(request: EnvironmentRequest): void;
  /** @throws TaskloomError with an environment's or interpreter's code. */
  acquire(
    request: EnvironmentRequest,
    onProgress: (progress: EnvironmentProgress) => void,
    signal: AbortSignal,
  ): Promise<Environment>;
  /** Ends what is asked, and waits for builds that are given up. Who waits for one must have been aborted before. */
  close(): Promise<void>;
}

// ------------------------------------------------------------------ storing

/** A run that is being written. One writer a run. What cannot be written throws TaskloomError HOME_UNUSABLE. */
export interface RunRecord {
  readonly runId: string;
  /** On disk when the promise resolves, and every value put before it. */
  append(event: RunEvent): Promise<void>;
  /** A value is on disk before its task is called successful. */
  putXCom(instance: InstanceId, key: string, value: WireText): Promise<void>;
  getXCom(instance: InstanceId, key: string): Promise<WireText | undefined>;
  /** As in Airflow, an attempt begins without what earlier ones left. */
  clearXComs(instance: InstanceId): Promise<void>;
  /** Forgets instances and their XComs, and what is mapped below them. What they logged stays. */
  clear(instances: readonly InstanceId[]): Promise<void>;
  appendLog(instance: InstanceId, attempt: number, line: OutputLine): void | Promise<void>;
  /** The attempt has ended and writes no more. */
  closeLog(instance: InstanceId, attempt: number): void;
  readLog(instance: InstanceId, attempt: number): Promise<string>;
  close(): Promise<void>;
}

export interface OpenedRun {
  readonly header: RunHeader;
  readonly history: readonly RunHistoryEntry[];
  readonly record: RunRecord;
}

export interface RunStore {
  /** @throws TaskloomError RUN_EXISTS, RUN_ID_INVALID, HOME_UNUSABLE */
  createRun(header: RunHeader): Promise<RunRecord>;
  /**
   * A run that is to go on.
   *
   * @throws TaskloomError RUN_UNKNOWN, RUN_ACTIVE where another process writes it, RUN_DAMAGED, RUN_ID_INVALID
   */
  openRun(runId: string): Promise<OpenedRun>;
  /** The one that began last first. */
  listRuns(): Promise<readonly RunSummary[]>;
}

// ------------------------------------------------------------------ time

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
