/** What the walker asks of a run, and what it tells it. */
import type { TaskState } from '@taskloom/sdk';
import type { MapSpec } from '@taskloom/sdk/internal';
import type { InstanceId } from '../instance-id.js';
import type { AttemptOutcome, Clock, PlannedTask } from '../ports.js';
import type { TaskFailure } from '../task-failure.js';
import type { Instance } from './instance.js';
import type { Slots } from './slots.js';
import type { TaskGraph } from './task-graph.js';

/** A change of an instance's state, to be on disk before anything follows from it. */
export interface StateChange {
  readonly task: PlannedTask;
  /** Shorter than its task has maps around it where the task ended before it was mapped. */
  readonly mapIndexes: readonly number[];
  readonly state: TaskState;
  /** Counted from 1; 0 where it was never tried. */
  readonly attempt: number;
  readonly failure?: TaskFailure;
  /** Why it skipped itself. */
  readonly reason?: string;
  /** It would have run, had the run not been stopped. */
  readonly isStopped?: true;
  /** Ids of the tasks further down that a branch or a short circuit skips. */
  readonly skips?: readonly string[];
  /** Of `up_for_retry` and `up_for_reschedule`: how long it rests. */
  readonly delayMs?: number;
}

/** A task that is mapped now: as many instances as its list has elements took its place. */
export interface Mapping {
  readonly task: PlannedTask;
  /** Of the maps around the one. */
  readonly mapIndexes: readonly number[];
  readonly length: number;
}

/** How often an instance has been tried before this walk. */
export interface Tried {
  readonly attempts: number;
  /** Of those, the ones that do not count against its retries: it was cut off, or cleared. */
  readonly uncounted: number;
}

/** What has been recorded of a run that goes on. */
export interface WalkHistory {
  /** Those of outer maps before those inside of them. */
  readonly mappings: readonly Mapping[];
  /** In final states. */
  readonly ended: readonly Pick<StateChange, 'task' | 'mapIndexes' | 'state' | 'skips'>[];
  /** Whether it ended, or was cut off, with nothing cleared since: what stopped it then stops it now. */
  readonly isUnchanged: boolean;
  /** Undefined where it was never tried. */
  findTried(instance: InstanceId): Tried | undefined;
}

export interface WalkRequest {
  readonly graph: TaskGraph;
  /** Of a run that goes on. */
  readonly history?: WalkHistory;
  readonly slots: Slots;
  readonly clock: Clock;
  /** Instances of this run at once. */
  readonly maxActiveTasks: number;
  /** Whether the first task that fails for good ends the run. */
  readonly failFast: boolean;
  /** Aborted when the run is to stop: what runs has been told so, and what has not started never will, teardowns apart. */
  readonly signal: AbortSignal;
  /** Aborted when teardowns are to end, too. */
  readonly forceSignal: AbortSignal;
  /** Never rejects for what a task does; a rejection is an error of ours, or of the disk, and ends the walk. */
  runAttempt(instance: Instance, attempt: number): Promise<DecidedOutcome>;
  /** How many elements the list of a map has, or why it is none. */
  measureList(map: MapSpec, mapIndexes: readonly number[]): Promise<number | TaskFailure>;
  /** An attempt has come to that, and it is on disk. What follows from it does not wait. Never rejects. */
  onVerdict(instance: Instance, attempt: number, verdict: Pick<StateChange, 'state' | 'failure'>): Promise<void>;
  recordState(change: StateChange): Promise<void>;
  recordMapping(mapping: Mapping): Promise<void>;
  /** For the jitter of its wait: tells an attempt from all others of all runs, in the same words every time. */
  seedRetry(instance: Instance, attempt: number): string;
  /** A task has failed for good, and the run stops because of that. Aborts the signal. */
  onFailFast(failed: Instance): void;
  /** Called with the first such rejection: what still runs is to be ended. */
  onFault(error: unknown): void;
}

/** An outcome, and the tasks further down that are skipped because of it, whatever their trigger rules. */
export type DecidedOutcome = (AttemptOutcome | { readonly kind: 'rescheduled'; readonly delayMs: number }) & {
  readonly skips?: readonly string[];
};
