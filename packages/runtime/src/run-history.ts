/** What is kept of a run: what it is about, what happened, and what there is to say of it in short. */
import type { InstanceId } from './instance-id.js';
import type { RunEvent, RunState } from './run-event.js';

/** What a run is about: its journal begins with it. */
export interface RunHeader {
  readonly runId: string;
  readonly dagId: string;
  /** Of the plan that it began with. */
  readonly digest: string;
  readonly logicalDate: Date;
  /** One object, as JSON text of a wire value. */
  readonly params: string;
  /** The author's file, where that is known. Absolute. */
  readonly sourceFile?: string;
}

/** What a journal tells of a run, in order. */
export type RunHistoryEntry =
  | Exclude<RunEvent, { readonly kind: 'log' | 'environment' }>
  /** From here on as if these, and what is mapped below them, had never run. */
  | { readonly kind: 'cleared'; readonly instances: readonly InstanceId[] };

export interface RunSummary {
  readonly runId: string;
  readonly dagId: string;
  /** `running` also of a run that was cut off. */
  readonly state: RunState;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  /** It has not ended, and no process is at it: it can be resumed. */
  readonly isCutOff?: true;
}
