/** What a body can ask about its run and its attempt. */

/** Facts about run and task that a body can ask for, in Airflow's terms; instants as ISO 8601 text in UTC. */
export interface ContextFacts {
  readonly dagId: string;
  readonly runId: string;
  readonly taskId: string;
  /** In the innermost map around the task; −1 where there is none. `mapIndexes`: in each, the outermost first. */
  readonly mapIndex: number;
  readonly mapIndexes: readonly number[];
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly logicalDate: string;
  readonly dataIntervalStart: string;
  readonly dataIntervalEnd: string;
  readonly ds: string;
  readonly dsNodash: string;
  readonly ts: string;
  readonly tsNodash: string;
  readonly tsNodashWithTz: string;
  /** The run's params as one object on the wire. */
  readonly params: string;
}

/** What is the same for all tasks of a run. */
export type RunContextFacts = Omit<ContextFacts, 'taskId' | 'mapIndex' | 'mapIndexes' | 'attempt' | 'maxAttempts'>;
