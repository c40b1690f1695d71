/** What one call of `flow` has recorded so far: tasks, groups, edges, and everything that is wrong with them. */
import {
  type AuthorErrorCode,
  authorError,
  type ErrorFacts,
  type SourceLocation,
  type TaskloomError,
} from '../errors.js';
import type { GroupSpec, InputSpec, TaskKind, TaskOptionsSpec } from '../spec/dag-spec.js';

export interface RecordedTask {
  readonly taskId: string;
  readonly method: string;
  readonly groupId?: string;
  readonly kind: TaskKind;
  readonly options: TaskOptionsSpec;
  readonly args: readonly InputSpec[];
  readonly location?: SourceLocation;
  readonly calledAt?: SourceLocation;
}

/** An end of an edge of order: a task, or a group that stands for its first or last tasks. */
export type LinkEnd =
  | { readonly kind: 'task'; readonly taskId: string }
  | { readonly kind: 'group'; readonly groupId: string };

export interface RecordedEdge {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
}

export class Recorder {
  readonly tasks = new Map<string, RecordedTask>();
  readonly groups = new Map<string, GroupSpec & { readonly defaults: Readonly<Record<string, unknown>> }>();
  readonly edges: RecordedEdge[] = [];
  readonly problems: TaskloomError[] = [];
  readonly #groupStack: string[] = [];

  get currentGroup(): string | undefined {
    return this.#groupStack.at(-1);
  }

  report(code: AuthorErrorCode, message: string, facts: ErrorFacts): void {
    this.problems.push(authorError(code, message, facts));
  }

  /** `name`, `name__1`, … in the current group. */
  nextTaskId(name: string): string {
    return nextFree(this.#prefix(name), this.tasks);
  }

  prefixed(name: string): string {
    return this.#prefix(name);
  }

  insideGroup<R>(id: string, spec: { tooltip?: string; defaults: Readonly<Record<string, unknown>> }, wire: () => R) {
    const groupId = nextFree(this.#prefix(id), this.groups);
    const parentId = this.currentGroup;
    this.groups.set(groupId, { groupId, ...(parentId === undefined ? {} : { parentId }), ...spec });
    this.#groupStack.push(groupId);
    try {
      return { groupId, result: wire() };
    } finally {
      this.#groupStack.pop();
    }
  }

  /** Defaults of the groups around, the outermost first. */
  groupDefaults(): Readonly<Record<string, unknown>>[] {
    return this.#groupStack.map((id) => this.groups.get(id)?.defaults ?? {});
  }

  #prefix(name: string): string {
    const group = this.currentGroup;
    return group === undefined ? name : `${group}.${name}`;
  }
}

function nextFree(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let suffix = 1;
  while (taken.has(`${name}__${suffix}`)) suffix += 1;
  return `${name}__${suffix}`;
}

let active: Recorder | undefined;

/** Runs `flow` with its recorder: `chain`, `group` and handles find it by being called meanwhile. */
export function withRecorder<R>(recorder: Recorder, body: () => R): R {
  const outer = active;
  active = recorder;
  try {
    return body();
  } finally {
    active = outer;
  }
}

/** @throws TaskloomError FLOW_NOT_RUNNING */
export function getRecorder(what: string, location: SourceLocation | undefined): Recorder {
  if (active !== undefined) return active;
  throw authorError('FLOW_NOT_RUNNING', `${what} was called while no flow is being wired.`, {
    hint: 'Call it inside the `flow` method, before `flow` returns.',
    location,
  });
}
