/**
 * What a run of a DAG consists of, as frozen data that JSON can hold: the contract between the SDK, which makes
 * it by calling `flow` once, and the runtime, which plans and runs it.
 */
import type { SourceLocation } from '../errors.js';
import type { TriggerRule } from '../options/trigger-rule.js';

export const DAG_SPEC_VERSION = 1;

/** A value on the wire: JSON in which what JSON lacks is tagged. Its grammar is in ARCHITECTURE.md. */
export type WireValue = null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue };

export type TaskKind = 'typescript' | 'virtualenv' | 'externalPython' | 'bash';

/** What a task decides beside giving a value. */
export type TaskRoleSpec =
  /** Its value names the tasks below it that run; the others are skipped. */
  | { readonly kind: 'branch' }
  /** A value that is false, empty or nothing skips what is below it: all of it, or what comes right after it. */
  | { readonly kind: 'shortCircuit'; readonly ignoreDownstreamTriggerRules: boolean };

/** Where an argument, or a part of it, comes from. `path` descends into the value: keys and list positions. */
export type InputSpec =
  | { readonly kind: 'value'; readonly value: WireValue }
  /** The parameter's own default: the argument was left out, or given as undefined. */
  | { readonly kind: 'default' }
  | { readonly kind: 'xcom'; readonly taskId: string; readonly path: readonly (string | number)[] }
  | { readonly kind: 'param'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'context'; readonly path: readonly (string | number)[] }
  /** Parts joined to one string when the task runs. */
  | { readonly kind: 'text'; readonly parts: readonly InputSpec[] }
  | { readonly kind: 'list'; readonly items: readonly InputSpec[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: InputSpec])[] };

export interface TaskSpec {
  /** With its groups' prefix and its suffix: `load.extract__1`. */
  readonly taskId: string;
  /** The method of the class whose body runs. */
  readonly method: string;
  readonly groupId?: string;
  readonly kind: TaskKind;
  readonly role?: TaskRoleSpec;
  readonly options: TaskOptionsSpec;
  readonly args: readonly InputSpec[];
  /** Ids of the tasks that come right before this one, through data or through order, in the order of declaration. */
  readonly upstream: readonly string[];
  /** The decorator that made the method a task. */
  readonly location?: SourceLocation;
  /** The line of `flow` that called the task. */
  readonly calledAt?: SourceLocation;
}

/** `on`: types of exceptions, `exit:137`, `signal:SIGKILL`, `timeout`. */
export interface RetryRuleSpec {
  readonly on: readonly string[];
  readonly action: 'retry' | 'fail';
  readonly delayMs?: number;
}

/**
 * The options of a task after defaults and overrides, durations in milliseconds. Only what JSON can hold: schemas
 * and callbacks stay on the method's definition. Absent means the author said nothing.
 */
export interface TaskOptionsSpec {
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly triggerRule: TriggerRule;
  /** How many times as long as the one before each wait is. */
  readonly retryBackoff?: number;
  readonly maxRetryDelayMs?: number;
  readonly retryPolicy?: readonly RetryRuleSpec[];
  readonly executionTimeoutMs?: number;
  readonly doc?: string;
  /** Python and bash tasks. */
  readonly env?: Readonly<Record<string, string>>;
  readonly inheritEnv?: boolean | readonly string[];
  readonly cwd?: string;
  readonly skipOnExitCode?: readonly number[];
  readonly stringArgs?: readonly string[];
  /** Virtualenv: a version or a path to build on. External Python: the interpreter's absolute path. */
  readonly python?: string;
  /** Virtualenv tasks. A string is several lines, or the path of a requirements file. */
  readonly requirements?: string | readonly string[];
  readonly systemSitePackages?: boolean;
  readonly indexUrls?: readonly string[];
  readonly findLinks?: readonly string[];
  readonly installOptions?: readonly string[];
  readonly installer?: 'auto' | 'uv' | 'pip';
  readonly cachePath?: string;
  /** Bash tasks: `env` is laid over Node's variables instead of taking their place. */
  readonly appendEnv?: boolean;
}

export interface GroupSpec {
  /** With its parents' prefix. */
  readonly groupId: string;
  readonly parentId?: string;
  readonly tooltip?: string;
}

export interface DagSpec {
  readonly version: typeof DAG_SPEC_VERSION;
  readonly dagId: string;
  readonly description?: string;
  readonly schedule?: string | null;
  readonly tags: readonly string[];
  readonly tasks: readonly TaskSpec[];
  readonly groups: readonly GroupSpec[];
  /** What `flow` returned. */
  readonly result: InputSpec;
  /** SHA-256 in hex over everything above but locations, so that it is the same on every machine. */
  readonly digest: string;
}
