/** Plans in a short notation: `a>b` is an arrow, `g.c` a task in a group; tasks are in the order of first mention. */
import type { Plan, PlanTask } from '../../../../packages/runtime/src/plan/describe-plan.js';

export function readPlan(arrows: string, kinds: Readonly<Record<string, PlanTask['kind']>> = {}): Plan {
  const upstream = new Map<string, string[]>();
  for (const arrow of arrows.split(' ')) {
    const path = arrow.split('>');
    for (const [index, id] of path.entries()) {
      const above = path[index - 1];
      const known = upstream.get(id) ?? [];
      upstream.set(id, above === undefined ? known : [...known, above]);
    }
  }
  const tasks = [...upstream].map(([taskId, above]): PlanTask => {
    const dot = taskId.lastIndexOf('.');
    return {
      taskId,
      kind: kinds[taskId] ?? 'typescript',
      roles: [],
      triggerRule: 'all_success',
      upstream: above,
      mapped: false,
      location: { file: '/project/pipeline.ts', line: 1, column: 1 },
      ...(dot < 0 ? {} : { groupId: taskId.slice(0, dot) }),
    };
  });
  return { dagId: 'sales', digest: '0123456789abcdef', tasks, maps: [], scopes: [] };
}
