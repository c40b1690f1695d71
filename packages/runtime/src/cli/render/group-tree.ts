/** The tasks of a plan in their groups: what the drawings of a plan share. */
import type { PlanTask } from '../../plan/describe-plan.js';

export interface GroupNode {
  readonly kind: 'group';
  /** With its parents' prefix; empty for the root. */
  readonly groupId: string;
  /** The last part of the id. */
  readonly name: string;
  /** In order of first occurrence. */
  readonly children: readonly (GroupNode | TaskNode)[];
}

export interface TaskNode {
  readonly kind: 'task';
  /** Without the group's prefix. */
  readonly name: string;
  readonly task: PlanTask;
}

type GrowingGroup = GroupNode & { readonly children: (GrowingGroup | TaskNode)[] };

/** The root group, which has no name. */
export function growGroupTree(tasks: readonly PlanTask[]): GroupNode {
  const groups = new Map<string, GrowingGroup>();
  for (const task of tasks) {
    const { taskId, groupId = '' } = task;
    const name = groupId === '' ? taskId : taskId.slice(groupId.length + 1);
    getGroup(groupId, groups).children.push({ kind: 'task', name, task });
  }
  return getGroup('', groups);
}

/** The group of that id, put into its parent where it is new. */
function getGroup(groupId: string, groups: Map<string, GrowingGroup>): GrowingGroup {
  const known = groups.get(groupId);
  if (known !== undefined) return known;
  const dot = groupId.lastIndexOf('.');
  const group: GrowingGroup = { kind: 'group', groupId, name: groupId.slice(dot + 1), children: [] };
  groups.set(groupId, group);
  if (groupId !== '') getGroup(groupId.slice(0, Math.max(0, dot)), groups).children.push(group);
  return group;
}
