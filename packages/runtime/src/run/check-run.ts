/** What can be refused of a run once its params and dates are known, before anything of it is there. */
import { combineErrors, TaskloomError } from '@taskloom/sdk/internal';
import type { RunContextFacts } from '../context-facts.js';
import type { RunPlan } from '../plan/build-plan.js';
import type { TaskExecutor } from '../ports.js';

/** @throws TaskloomError the one problem, or DAG_INVALID with all of them */
export function checkRun(
  { spec, tasks }: RunPlan,
  context: RunContextFacts,
  executors: Readonly<Record<string, TaskExecutor>>,
): void {
  const problems: TaskloomError[] = [];
  for (const task of tasks) {
    try {
      executors[task.spec.kind]?.check?.(task, context);
    } catch (error) {
      if (!(error instanceof TaskloomError)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw combineErrors(spec.dagId, problems);
}
