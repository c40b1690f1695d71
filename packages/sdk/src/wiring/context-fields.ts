/** What `flow` can ask the run's context for: a closed list, as `RunContext` has it. */
import type { RunContext } from '../context.js';

const FIELDS: Readonly<Record<keyof RunContext, true>> = {
  dagId: true,
  runId: true,
  logicalDate: true,
  ds: true,
  dsNodash: true,
  ts: true,
  tsNodash: true,
  tsNodashWithTz: true,
  dataIntervalStart: true,
  dataIntervalEnd: true,
};

export const CONTEXT_FIELDS: readonly string[] = Object.keys(FIELDS);
