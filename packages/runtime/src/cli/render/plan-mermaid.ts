/** A plan as the text of a Mermaid flow chart, which code hosts and wikis draw. */
import type { Plan, PlanTask } from '../../plan/describe-plan.js';
import { type GroupNode, growGroupTree } from './group-tree.js';

export function renderPlanMermaid({ tasks }: Plan): string[] {
  // Ids of tasks can hold dots and words that Mermaid keeps for itself (`end`): numbers cannot.
  const nodes = new Map(tasks.map(({ taskId }, index) => [taskId, `t${index}`]));
  const root = { group: growGroupTree(tasks), id: 'g', margin: '  ' };
  return ['flowchart TD', ...renderGroup(root, nodes), ...renderArrows(tasks, nodes)];
}

interface Box {
  readonly group: GroupNode;
  readonly id: string;
  readonly margin: string;
}

function renderGroup({ group, id, margin }: Box, nodes: ReadonlyMap<string, string>): string[] {
  return group.children.flatMap((child, index) => {
    if (child.kind === 'task') {
      const { taskId, kind, triggerRule } = child.task;
      const small = triggerRule === 'all_success' ? kind : `${kind}, ${triggerRule}`;
      return [`${margin}${nodes.get(taskId)}["${child.name}<br/><small>${small}</small>"]`];
    }
    const box = { group: child, id: `${id}_${index}`, margin: `${margin}  ` };
    return [`${margin}subgraph ${box.id}["${child.name}"]`, ...renderGroup(box, nodes), `${margin}end`];
  });
}

function renderArrows(tasks: readonly PlanTask[], nodes: ReadonlyMap<string, string>): string[] {
  return tasks.flatMap(({ taskId, upstream }) =>
    upstream.map((above) => `  ${nodes.get(above)} --> ${nodes.get(taskId)}`),
  );
}
