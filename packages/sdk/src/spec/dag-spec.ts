/**
 * What a run of a DAG consists of, as frozen data that JSON can hold: the contract between the SDK, which makes
 * it by calling `flow` once, and the runtime, which plans and runs it.
 */
import type { SourceLocation } from '../errors.js';
import type { TriggerRule } from '../options/trigger-rule.js';

export const DAG_SPEC_VERSION = 1;

/** A value on the wire: JSON in which what JSON lacks is tagged. Its grammar is in ARCHITECTURE.md. */
export type WireValue = null | boolean | number | string | readonly WireValue[] | { readonly [key: string]: WireValue };

/** The Python modules that pickle. */
export type PicklingSerializer = 'pickle' | 'cloudpickle' | 'dill';

export type TaskKind = 'typescript' | 'virtualenv' | 'externalPython' | 'bash';

/** What a task decides beside giving a value. */
export type TaskRoleSpec =
  /** Its value names the tasks below it that run; the others are skipped. */
  | { readonly kind: 'branch' }
  /** A value that is false, empty or nothing skips what is below it: all of it, or what comes right after it. */
  | { readonly kind: 'shortCircuit'; readonly ignoreDownstreamTriggerRules: boolean }
  /** It is called again and again until its value is true. */
  | SensorSpec;

export interface SensorSpec {
  readonly kind: 'sensor';
  readonly pokeIntervalMs: number;
  /** From the first poke of an attempt on. */
  readonly timeoutMs: number;
  /** A timeout skips the task instead of failing it. */
  readonly softFail: boolean;
  /** `poke` holds its slot between two pokes, `reschedule` gives it back. */
  readonly mode: 'poke' | 'reschedule';
  readonly exponentialBackoff: boolean;
  /** The longest wait with `exponentialBackoff`. */
  readonly maxWaitMs?: number;
}

/** What a task is for, beside the work: it makes what other tasks need, or takes it away. */
export type TaskPhaseSpec =
  | { readonly kind: 'setup' }
  | { readonly kind: 'teardown'; readonly onFailureFailDagRun: boolean };

/** Beside the rules that an author can choose, that of teardowns. */
export type TaskRule = TriggerRule | 'all_done_setup_success';

/** Where an argument, or a part of it, comes from. `path` descends into the value: keys and list positions. */
export type InputSpec =
  | { readonly kind: 'value'; readonly value: WireValue }
  /** The parameter's own default: the argument was left out, or given as undefined. */
  | { readonly kind: 'default' }
  | { readonly kind: 'xcom'; readonly taskId: string; readonly path: readonly (string | number)[] }
  | { readonly kind: 'param'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'context'; readonly path: readonly (string | number)[] }
  /** The element that a map around it stands at. */
  | { readonly kind: 'item'; readonly mapId: string; readonly path: readonly (string | number)[] }
  /** What a map gave: the list of the results of its elements. */
  | { readonly kind: 'mapped'; readonly mapId: string; readonly path: readonly (string | number)[] }
  /** Lists made into one: element beside element, each with each (the last list fastest), one after the other. */
  | {
      readonly kind: 'zip' | 'cross' | 'concat';
      readonly lists: readonly InputSpec[];
      readonly path: readonly (string | number)[];
    }
  /** Parts joined to one string when the task runs. */
  | { readonly kind: 'text'; readonly parts: readonly InputSpec[] }
  | { readonly kind: 'list'; readonly items: readonly InputSpec[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: InputSpec])[] };

/** A list over which tasks are mapped: they run once for each of its elements. */
export interface MapSpec {
  readonly mapId: string;
  /** The map around it. */
  readonly parentId?: string;
  readonly over: InputSpec;
  /** What an element gives. What the map gives is the list of these. */
  readonly result: InputSpec;
  /** The line of `flow` that made it. */
  readonly calledAt?: SourceLocation;
}

export interface TaskSpec {
  /** With its groups' prefix and its suffix: `load.extract__1`. */
  readonly taskId: string;
  /** The method of the class whose body runs. */
  readonly method: string;
  readonly groupId?: string;
  /** The innermost map around it: it has an instance for each element. */
  readonly mapId?: string;
  readonly kind: TaskKind;
  readonly role?: TaskRoleSpec;
  readonly phase?: TaskPhaseSpec;
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
  readonly triggerRule: TaskRule;
  /** Whose slots it takes while it runs, and how many (default 1). */
  readonly pool?: string;
  readonly poolSlots?: number;
  readonly priorityWeight?: number;
  readonly weightRule?: 'downstream' | 'upstream' | 'absolute';
  /** How many instances of it run at once in one run. */
  readonly maxActive?: number;
  /** How many times as long as the one before each wait is. */
  readonly retryBackoff?: number;
  readonly maxRetryDelayMs?: number;
  readonly retryPolicy?: readonly RetryRuleSpec[];
  readonly executionTimeoutMs?: number;
  /** True: what it returns must have fields. False: its fields cannot be asked for by their keys. */
  readonly multipleOutputs?: boolean;
  /** False: what it returns is not kept. */
  readonly pushXCom?: boolean;
  readonly showReturnValueInLogs?: boolean;
  readonly doc?: string;
  /** Python and bash tasks. */
  readonly env?: Readonly<Record<string, string>>;
  readonly inheritEnv?: boolean | readonly string[];
  readonly cwd?: string;
  readonly skipOnExitCode?: readonly number[];
  readonly stringArgs?: readonly string[];
  /** Python tasks: what writes a value that they give and that JSON cannot hold. */
  readonly serializer?: PicklingSerializer;
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
  /** Instants, as ISO 8601 text in UTC. */
  readonly startDate?: string;
  readonly endDate?: string;
  /** In which `schedule` is read: an IANA name, `UTC`, or an offset. It comes with `startDate`; absent means UTC. */
  readonly timeZone?: string;
  readonly catchup?: boolean;
  readonly tags: readonly string[];
  readonly maxActiveTasks?: number;
  readonly runTimeoutMs?: number;
  readonly failFast?: boolean;
  readonly tasks: readonly TaskSpec[];
  readonly groups: readonly GroupSpec[];
  /** Each after the map around it. */
  readonly maps: readonly MapSpec[];
  /** What `flow` returned. */
  readonly result: InputSpec;
  /** SHA-256 in hex over everything above but locations, so that it is the same on every machine. */
  readonly digest: string;
}
