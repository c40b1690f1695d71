/** The order in which a plan is read: each task after its upstreams, otherwise as `flow` has them. */
import type { PlanTask } from '../../plan/describe-plan.js';

/** A plan has no cycles: they are refused before. */
export function sortByDependency(tasks: readonly PlanTask[]): PlanTask[] {
  const known = new Map(tasks.map((task) => [task.taskId, task]));
  const sorted = new Set<PlanTask>();
  for (const task of tasks) visit(task, known, sorted);
  return [...sorted];
}

// With a stack of its own: a chain of thousands of tasks would overflow that of the calls.
function visit(first: PlanTask, known: ReadonlyMap<string, PlanTask>, sorted: Set<PlanTask>): void {
  const stack = [first];
  for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
    const missing = task.upstream.map((id) => known.get(id)).find((above) => above !== undefined && !sorted.has(above));
    if (missing !== undefined) {
      stack.push(missing);
      continue;
    }
    sorted.add(task);
    stack.pop();
  }
}
