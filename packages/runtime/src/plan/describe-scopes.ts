/** Which tasks stand between a setup and the teardown of what it makes. */
import type { TaskSpec } from '@taskloom/sdk/internal';

export interface PlanScope {
  readonly setup: string;
  readonly teardown: string;
  /** In the order in which `flow` calls them. */
  readonly tasks: readonly string[];
}

export function describeScopes(tasks: readonly TaskSpec[]): readonly PlanScope[] {
  const setups = tasks.filter(({ phase }) => phase?.kind === 'setup');
  const teardowns = tasks.filter(({ phase }) => phase?.kind === 'teardown');
  if (setups.length === 0 || teardowns.length === 0) return [];
  const upstreams = new Map(tasks.map(({ taskId, upstream }) => [taskId, upstream]));
  const downstreams = new Map<string, string[]>(tasks.map(({ taskId }) => [taskId, []]));
  for (const { taskId, upstream } of tasks) for (const id of upstream) downstreams.get(id)?.push(taskId);
  const above = new Map(teardowns.map(({ taskId }) => [taskId, reach(taskId, upstreams)]));
  return setups.flatMap(({ taskId: setup }) => {
    const below = reach(setup, downstreams);
    const own = teardowns.filter(({ upstream }) => upstream.includes(setup));
    return own.map(({ taskId: teardown }) => {
      const isBetween = (id: string): boolean => below.has(id) && above.get(teardown)?.has(id) === true;
      return { setup, teardown, tasks: tasks.map(({ taskId }) => taskId).filter(isBetween) };
    });
  });
}

/** What comes after, or before, a task. Without recursion: a chain may be thousands long. */
function reach(start: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(next.get(start));
  // The set grows while it is walked.
  for (const id of reached) for (const other of next.get(id) ?? []) reached.add(other);
  return reached;
}
