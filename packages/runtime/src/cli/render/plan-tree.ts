/** A plan as a tree: groups are its branches, tasks its leaves, each after the tasks that it waits for. */
import { maskCredentials } from '@taskloom/sdk/internal';
import type { Needs, Plan, PlanTask } from '../../plan/describe-plan.js';
import { type GroupNode, growGroupTree, type TaskNode } from './group-tree.js';
import type { Palette } from './palette.js';
import { sortByDependency } from './sort-by-dependency.js';

/** @param needs by task id */
export function renderPlanTree(plan: Plan, needs: ReadonlyMap<string, Needs>, palette: Palette): string[] {
  const { dagId, tasks, digest, scopes } = plan;
  const count = tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
  const describe = (node: TaskNode): string => {
    const each = describeMaps(node.task, plan);
    return describeTask(node, { needs: needs.get(node.task.taskId) ?? {}, each }, palette);
  };
  return [
    `${palette.bold(dagId)}  ${palette.dim(`${count}, digest ${digest.slice(0, 12)}`)}`,
    ...renderBranch(growGroupTree(sortByDependency(tasks)), '', describe),
    ...scopes.map(({ setup, teardown, tasks: inside }) =>
      palette.dim(`between ${setup} and ${teardown}: ${inside.join(', ') || 'nothing'}`),
    ),
  ];
}

/** ` each of days`, in a map inside of a map ` each of days, each of its element`. */
function describeMaps({ mapId }: PlanTask, { maps }: Plan): string {
  const around: string[] = [];
  for (let map = find(maps, mapId); map !== undefined; map = find(maps, map.parentId)) around.unshift(map.over);
  return around.map((over) => ` each of ${over}`).join(',');
}

function find(maps: Plan['maps'], mapId: string | undefined): Plan['maps'][number] | undefined {
  return maps.find((map) => map.mapId === mapId);
}

function renderBranch({ children }: GroupNode, margin: string, describe: (node: TaskNode) => string): string[] {
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    const head = `${margin}${isLast ? '└─' : '├─'} `;
    if (child.kind === 'task') return [head + describe(child)];
    return [`${head}${child.name}/`, ...renderBranch(child, `${margin}${isLast ? '   ' : '│  '}`, describe)];
  });
}

function describeTask(
  { name, task }: TaskNode,
  { needs, each }: { readonly needs: Needs; readonly each: string },
  palette: Palette,
): string {
  const rule = task.triggerRule === 'all_success' ? '' : palette.dim(` (${task.triggerRule})`);
  const after = task.upstream.length === 0 ? '' : `  ← ${task.upstream.join(', ')}${rule}`;
  const pool = task.pool === undefined ? '' : palette.dim(` in ${task.pool}`);
  const what = `${palette.cyan([...task.roles, task.kind].join(' '))}${palette.dim(describeNeeds(needs))}`;
  return `${name}  ${what}${each}${pool}${after}`;
}

function describeNeeds({ python, requirements = [] }: Needs): string {
  const listed = typeof requirements === 'string' ? requirements.trim().split(/\s*\n\s*/) : requirements;
  const parts = [...(python === undefined ? [] : [`python ${python}`]), ...listed];
  return parts.length === 0 ? '' : ` (${maskCredentials(parts.join(', '))})`;
}
