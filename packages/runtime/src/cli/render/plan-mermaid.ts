/** A plan as the text of a Mermaid flow chart, which code hosts and wikis draw. */
import type { Plan, PlanTask } from '../../plan/describe-plan.js';
import { type GroupNode, growGroupTree } from './group-tree.js';

export function renderPlanMermaid({ tasks, maps, scopes }: Plan): string[] {
  // Ids of tasks can hold dots and words that Mermaid keeps for itself (`end`): numbers cannot.
  const nodes = new Map(tasks.map(({ taskId }, index) => [taskId, `t${index}`]));
  const root = { group: growGroupTree(tasks), id: 'g', margin: '  ' };
  const drawing = { nodes, overs: new Map(maps.map(({ mapId, over }) => [mapId, over])) };
  const pairs = new Set(scopes.map(({ setup, teardown }) => `${setup} ${teardown}`));
  return ['flowchart TD', ...renderGroup(root, drawing), ...renderArrows(tasks, nodes, pairs)];
}

interface Drawing {
  readonly nodes: ReadonlyMap<string, string>;
  /** By map, what it goes over. */
  readonly overs: ReadonlyMap<string, string>;
}

interface Box {
  readonly group: GroupNode;
  readonly id: string;
  readonly margin: string;
}

function renderGroup({ group, id, margin }: Box, drawing: Drawing): string[] {
  return group.children.flatMap((child, index) => {
    if (child.kind === 'task') {
      const { taskId, kind, roles, triggerRule, mapId } = child.task;
      const over = drawing.overs.get(mapId ?? '');
      const facts = [
        [...roles, kind].join(' '),
        ...(triggerRule === 'all_success' ? [] : [triggerRule]),
        ...(over === undefined ? [] : [`each of ${over.replaceAll('"', '')}`]),
      ];
      return [`${margin}${drawing.nodes.get(taskId)}["${child.name}<br/><small>${facts.join(', ')}</small>"]`];
    }
    const box = { group: child, id: `${id}_${index}`, margin: `${margin}  ` };
    return [`${margin}subgraph ${box.id}["${child.name}"]`, ...renderGroup(box, drawing), `${margin}end`];
  });
}

/** Dotted from a setup to its teardown: what is between them is what counts. */
function renderArrows(
  tasks: readonly PlanTask[],
  nodes: ReadonlyMap<string, string>,
  pairs: ReadonlySet<string>,
): string[] {
  return tasks.flatMap(({ taskId, upstream }) =>
    upstream.map((above) => {
      const arrow = pairs.has(`${above} ${taskId}`) ? '-.->' : '-->';
      return `  ${nodes.get(above)} ${arrow} ${nodes.get(taskId)}`;
    }),
  );
}
