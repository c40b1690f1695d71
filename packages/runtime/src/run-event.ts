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
      readonly mapIndex: number;
      readonly attempt: number;
      readonly state: TaskState;
      readonly error?: TaskFailure;
      /** Why it skipped itself, where it said so. */
      readonly reason?: string;
      /** Of `up_for_retry`. */
      readonly nextAttemptAt?: Date;
    }
  | {
      readonly kind: 'log';
      readonly at: Date;
      readonly runId: string;
      readonly taskId: string;
      readonly mapIndex: number;
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
      readonly detail?: string;
    };
