/** What one call of `flow` has recorded so far: tasks, groups, edges, and everything that is wrong with them. */
import {
  type AuthorErrorCode,
  authorError,
  type ErrorFacts,
  type SourceLocation,
  type TaskloomError,
} from '../errors.js';
import type { OptionLayer } from '../options/normalize-task-options.js';
import type { TaskCallbacks } from '../options/public-options.js';
import type { GroupSpec, MapSpec, TaskSpec } from '../spec/dag-spec.js';
import { UniqueIds } from './unique-ids.js';

export type RecordedTask = Omit<TaskSpec, 'upstream'>;

/** An end of an edge of order: a task, or a group or map that stands for its first or last tasks. */
export type LinkEnd =
  | { readonly kind: 'task'; readonly taskId: string }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'map'; readonly mapId: string };

export interface RecordedEdge {
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** The call that made it. */
  readonly location?: SourceLocation | undefined;
}

/** Tasks between a setup and a teardown. */
export interface RecordedScope {
  /** How many edges had been made when it was closed. */
  readonly edgeCount: number;
  readonly setupId: string;
  readonly teardownId: string;
  readonly tasks: readonly string[];
  readonly location?: SourceLocation | undefined;
}

export class Recorder {
  /** By id, in the order of the calls. */
  readonly tasks = new Map<string, RecordedTask>();
  /** By task id, where a task has any. */
  readonly callbacks = new Map<string, TaskCallbacks>();
  readonly groups = new Map<string, GroupSpec>();
  /** Each after the map around it. */
  readonly maps = new Map<string, MapSpec>();
  readonly edges: RecordedEdge[] = [];
  readonly scopes: RecordedScope[] = [];
  readonly problems: TaskloomError[] = [];
  readonly taskIds = new UniqueIds();
  readonly groupIds = new UniqueIds();
  readonly mapIds = new UniqueIds();
  readonly #open: OpenGroup[] = [];
  readonly #openMaps: string[] = [];

  /** The group whose function runs. */
  get currentGroupId(): string | undefined {
    return this.#open.at(-1)?.groupId;
  }

  /** Defaults of the groups whose functions run, the outermost first. */
  get groupDefaults(): readonly OptionLayer[] {
    return this.#open.map(({ defaults }) => defaults);
  }

  /** With the prefix of the group whose function runs. */
  prefix(name: string): string {
    return this.currentGroupId === undefined ? name : `${this.currentGroupId}.${name}`;
  }

  insideGroup<R>(group: OpenGroup, wire: () => R): R {
    this.#open.push(group);
    try {
      return wire();
    } finally {
      this.#open.pop();
    }
  }

  /** The innermost map whose function runs. */
  get currentMapId(): string | undefined {
    return this.#openMaps.at(-1);
  }

  /** Whether what belongs to an element of that map has a meaning here: everywhere where there is none. */
  isInside(mapId: string | undefined): boolean {
    return mapId === undefined || this.#openMaps.includes(mapId);
  }

  insideMap<R>(mapId: string, wire: () => R): R {
    this.#openMaps.push(mapId);
    try {
      return wire();
    } finally {
      this.#openMaps.pop();
    }
  }

  report(code: AuthorErrorCode, message: string, facts: ErrorFacts): void {
    this.problems.push(authorError(code, message, facts));
  }
}

export interface OpenGroup {
  readonly groupId: string;
  readonly defaults: OptionLayer;
}

let active: Recorder | undefined;

/** `flow` is not async, so that what it calls finds its recorder by being called meanwhile. */
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
  throw describeIdle(what, location);
}

/** For what belongs to one flow: that flow must be the one that runs. @throws TaskloomError FLOW_NOT_RUNNING */
export function checkRunning(recorder: Recorder, what: string, location: SourceLocation | undefined): void {
  if (active !== recorder) throw describeIdle(what, location);
}

function describeIdle(what: string, location: SourceLocation | undefined): TaskloomError {
  return authorError('FLOW_NOT_RUNNING', `${what} was called while its flow is not being wired.`, {
    hint: 'Call it inside the `flow` method, before `flow` returns.',
    location,
  });
}
