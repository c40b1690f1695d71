/** The tasks of a DAG, and what a run of now would tell them: what is looked at and made ahead of one. */
import { type DagClass, describeDag } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../context-facts.js';
import { buildPlan } from '../plan/build-plan.js';
import type { PlannedTask, SourceReader } from '../ports.js';
import { resolveTaskParams } from '../run/context/params.js';
import { describeRunContext } from '../run/context/run-context.js';
import { createRunId } from '../store/run-id.js';
import { systemClock } from '../system-clock.js';

/** Undefined: the defaults of the DAG. */
export type GivenParams = Readonly<Record<string, unknown>> | undefined;

export interface PlannedAhead {
  readonly tasks: readonly PlannedTask[];
  readonly run: RunContextFacts;
}

/** @throws TaskloomError what planning refuses, PARAMS_INVALID */
export async function planAhead(
  dag: DagClass,
  given: GivenParams,
  ports: { readonly sources: SourceReader; checkTask(task: PlannedTask): void },
): Promise<PlannedAhead> {
  const { tasks, spec, definition } = await buildPlan(describeDag(dag), ports);
  const params = await resolveTaskParams(given, definition.params);
  const now = systemClock.now();
  return { tasks, run: describeRunContext({ dag: spec, runId: createRunId(now), logicalDate: now, params }) };
}
