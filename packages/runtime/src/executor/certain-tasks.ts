/** Which tasks of a plan run for certain, as far as can be told before the run: nothing decides whether they do. */
import type { PlannedTask } from '../ports.js';

/**
 * Tasks without a condition, below none that has one, and below no branch and no short circuit: what these decide may skip
 * all that comes after it. A failure may keep any task from running, and is not reckoned with.
 */
export function listCertainTasks(tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  const uncertain = new Set<string>();
  const isDeciding = ({ spec: { role } }: PlannedTask): boolean => role !== undefined && role.kind !== 'sensor';
  const deciding = new Set(tasks.filter(isDeciding).map(({ spec }) => spec.taskId));
  // In the order of `flow`, which calls what a task needs before the task; an order that was set later takes more turns.
  for (let known = -1; known !== uncertain.size; ) {
    known = uncertain.size;
    for (const { spec, method } of tasks) {
      const mayBeSkipped = spec.upstream.some((id) => uncertain.has(id) || deciding.has(id));
      if (mayBeSkipped || method.conditions.length > 0) uncertain.add(spec.taskId);
    }
  }
  return tasks.filter(({ spec }) => !uncertain.has(spec.taskId));
}
