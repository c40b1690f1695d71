/** What a run tells while it goes on: to observers, to `for await` over a handle; states also to the journal. */
import type { TaskState } from '@taskloom/sdk';
import type { TaskFailure } from './task-failure.js';

export type RunState = 'running' | 'success' | 'failed' | 'cancelled';

export type RunEvent =
  | {
      readonly kind: 'run';
      readonly at: Date;
      readonly runId: string;
      readonly dagId: string;
      readonly state: RunState;
    }
  | {
      readonly kind: 'task';
      readonly at: Date;
      readonly runId: string;
      readonly taskId: string;
      /** In the innermost map around the task; −1 where there is none. */
      readonly mapIndex: number;
      /** In each map around it, the outermost first; fewer where it ended before it was mapped. */
      readonly mapIndexes: readonly number[];
      /** What `mapName` calls it, once that is known. */
      readonly mapName?: string;
      readonly attempt: number;
      readonly state: TaskState;
      readonly error?: TaskFailure;
      /** Why it skipped itself, where it said so. */
      readonly reason?: string;
      /** It would have run, had the run not failed before its end. */
      readonly isStopped?: true;
      /** Ids of the tasks further down that a branch or a short circuit skips. */
      readonly skips?: readonly string[];
      /** Of `up_for_retry` and `up_for_reschedule`. */
      readonly nextAttemptAt?: Date;
    }
  | {
      /** A task is mapped: as many instances as its list has elements took its place. */
      readonly kind: 'map';
      readonly at: Date;
      readonly runId: string;
      readonly taskId: string;
      /** Of the maps around the one. */
      readonly mapIndexes: readonly number[];
      readonly length: number;
    }
  | {
      readonly kind: 'log';
      readonly at: Date;
      readonly runId: string;
      readonly taskId: string;
      /** In the innermost map around the task; −1 where there is none. */
      readonly mapIndex: number;
      /** In each map around it, the outermost first; fewer where it ended before it was mapped. */
      readonly mapIndexes: readonly number[];
      readonly attempt: number;
      readonly stream: 'stdout' | 'stderr' | 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly line: string;
    }
  | {
      readonly kind: 'environment';
      readonly at: Date;
      readonly runId: string;
      readonly key: string;
      readonly state: 'building' | 'ready' | 'reused' | 'failed';
      /** What it is made of, or while it is built, in several events: what is being done, as `downloading 2 of 12`. */
      readonly detail?: string;
    };
