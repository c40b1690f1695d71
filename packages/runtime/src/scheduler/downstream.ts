/** What comes after what in a plan, read the other way round than tasks name it. */
import type { TaskSpec } from '@taskloom/sdk/internal';

export class Downstream {
  readonly #direct: ReadonlyMap<string, readonly string[]>;
  readonly #groups: ReadonlyMap<string, readonly string[]>;
  readonly #teardowns: ReadonlySet<string>;
  readonly #methods: ReadonlyMap<string, string>;

  constructor(tasks: readonly TaskSpec[]) {
    const direct = new Map<string, string[]>(tasks.map(({ taskId }) => [taskId, []]));
    const groups = new Map<string, string[]>();
    for (const { taskId, upstream, groupId } of tasks) {
      for (const id of upstream) direct.get(id)?.push(taskId);
      for (const id of listGroups(groupId)) groups.set(id, [...(groups.get(id) ?? []), taskId]);
    }
    this.#direct = direct;
    this.#methods = new Map(tasks.map(({ taskId, method }) => [taskId, method]));
    this.#groups = groups;
    this.#teardowns = new Set(tasks.filter(({ phase }) => phase?.kind === 'teardown').map(({ taskId }) => taskId));
  }

  /** The tasks right after a task, in the order in which `flow` calls them. */
  listDirect(taskId: string): readonly string[] {
    return this.#direct.get(taskId) ?? [];
  }

  /** These tasks and everything after them. Without recursion: a chain may be thousands long. */
  listAll(taskIds: Iterable<string>): ReadonlySet<string> {
    const reached = new Set(taskIds);
    // The set grows while it is walked.
    for (const id of reached) for (const next of this.listDirect(id)) reached.add(next);
    return reached;
  }

  isTeardown(taskId: string): boolean {
    return this.#teardowns.has(taskId);
  }

  /**
   * What a branch means by a name: the task or group right below it of that id; of those right below it, the calls of the
   * method of that name, as `TaskName` has it; or what has that id anywhere.
   */
  choose(branchId: string, name: string): readonly string[] | undefined {
    const direct = this.listDirect(branchId);
    const found = this.find(name);
    if (found?.some((id) => direct.includes(id)) === true) return found;
    const calls = direct.filter((id) => this.#methods.get(id) === name);
    return calls.length > 0 ? calls : found;
  }

  /** The task of that id, or the tasks of the group of that id, those of the groups inside it included. */
  find(id: string): readonly string[] | undefined {
    return this.#direct.has(id) ? [id] : this.#groups.get(id);
  }

  /** The group of each task, from the outermost on: `a`, `a.b`. */
  listGroupsOf(taskId: string): readonly string[] {
    return [...this.#groups].filter(([, members]) => members.includes(taskId)).map(([id]) => id);
  }
}

/** `a.b` is in `a`. */
function listGroups(groupId: string | undefined): readonly string[] {
  if (groupId === undefined) return [];
  const parts = groupId.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
