/** The first argument of `flow`: a handle for each method, which records a task when it is called. */
import { findCallSite } from '../call-site.js';
import { authorError, type SourceLocation, TaskloomError } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import { TASK_ID } from '../options/identifier.js';
import { describeNearest } from '../options/nearest-name.js';
import { normalizeTaskOptions, TASK_OVERRIDES } from '../options/task-options.js';
import type { MethodDefinition } from '../spec/dag-definition.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { toInputSpec } from './inputs.js';
import type { Recorder } from './recorder.js';
import { createReference } from './reference.js';

type Overrides = Readonly<Record<string, unknown>>;

/** What handles need to know about the class. */
export interface HandleSource {
  readonly recorder: Recorder;
  readonly methods: ReadonlyMap<string, MethodDefinition>;
  /** The options of each method before they were normalized, with the DAG's defaults below them. */
  readonly layers: ReadonlyMap<string, readonly Overrides[]>;
  /** Methods of the class that are no tasks. */
  readonly helpers: ReadonlySet<string>;
  readonly className: string;
}

export function createTaskHandles(source: HandleSource): object {
  const handles = new Map<string, unknown>();
  return new Proxy(Object.create(null) as object, {
    get(_target, key) {
      if (typeof key === 'symbol') return undefined;
      if (!handles.has(key)) handles.set(key, createHandle(key, source));
      return handles.get(key);
    },
    has: (_target, key) => typeof key === 'string' && source.methods.has(key),
    ownKeys: () => [...source.methods.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      source.methods.has(String(key)) ? { enumerable: true, configurable: true } : undefined,
  });
}

function createHandle(name: string, source: HandleSource): unknown {
  const method = source.methods.get(name);
  return method === undefined ? createRefusal(name, source) : createTaskHandle(method, source, []);
}

function createTaskHandle(method: MethodDefinition, source: HandleSource, overrides: readonly Overrides[]): unknown {
  const handle = (...args: unknown[]): unknown =>
    recordTask(method, source, { overrides, args, calledAt: findCallSite(handle) });
  const override = (options: Overrides): unknown => {
    const problems = findOptionProblems(TASK_OVERRIDES, options, {
      what: `${method.name}.override`,
      location: findCallSite(override),
    });
    source.recorder.problems.push(...problems);
    return createTaskHandle(method, source, problems.length > 0 ? overrides : [...overrides, options]);
  };
  return Object.assign(handle, { override });
}

interface TaskCall {
  readonly overrides: readonly Overrides[];
  readonly args: readonly unknown[];
  readonly calledAt: SourceLocation | undefined;
}

function recordTask(
  method: MethodDefinition,
  { recorder, layers }: HandleSource,
  { overrides, args, calledAt }: TaskCall,
) {
  const merged: Overrides = Object.assign({}, ...overrides);
  const declared = layers.get(method.name) ?? [];
  const taskId = chooseTaskId(declaredName(method.name, declared), merged, recorder, calledAt);
  const options = normalizeTaskOptions(...recorder.groupDefaults(), ...declared, ...overrides);
  recorder.tasks.set(taskId, {
    taskId,
    method: method.name,
    kind: method.kind,
    options,
    args: readArguments(args, { recorder, taskId, calledAt }),
    ...(recorder.currentGroup === undefined ? {} : { groupId: recorder.currentGroup }),
    ...(method.location === undefined ? {} : { location: method.location }),
    ...(calledAt === undefined ? {} : { calledAt }),
  });
  return createReference({ kind: 'xcom', taskId, path: [] }, recorder);
}

function declaredName(method: string, layers: readonly Overrides[]): string {
  const named = layers.findLast((layer) => typeof layer['taskId'] === 'string');
  return named === undefined ? method : String(named['taskId']);
}

function chooseTaskId(name: string, { taskId }: Overrides, recorder: Recorder, location: SourceLocation | undefined) {
  const named = typeof taskId === 'string' ? taskId : name;
  const id = recorder.nextTaskId(named);
  if (typeof taskId === 'string' && id !== recorder.prefixed(taskId)) {
    recorder.report('TASK_ID_DUPLICATE', `There is a task with the id "${recorder.prefixed(taskId)}" already.`, {
      hint: 'Choose another `taskId`, or leave it out: repeated calls get __1, __2, … by themselves.',
      location,
    });
  }
  if (!TASK_ID.test(id)) {
    recorder.report(
      'TASK_ID_INVALID',
      `The task id "${id}" is not 1 to 250 letters, digits and _ . - (as in Airflow).`,
      {
        hint: 'Give another one: `.override({ taskId: … })`.',
        location,
      },
    );
  }
  return id;
}

function readArguments(
  args: readonly unknown[],
  { recorder, taskId, calledAt }: { recorder: Recorder; taskId: string; calledAt: SourceLocation | undefined },
): readonly InputSpec[] {
  const last = args.findLastIndex((value) => value !== undefined);
  return args.slice(0, last + 1).map((value, index): InputSpec => {
    if (value === undefined) return { kind: 'default' };
    try {
      return toInputSpec(value, { recorder, what: `Argument ${index + 1} of ${taskId}`, location: calledAt });
    } catch (error) {
      if (!(error instanceof TaskloomError) || error.code === 'REFERENCE_MISUSED') throw error;
      recorder.problems.push(error);
      return { kind: 'default' };
    }
  });
}

function createRefusal(name: string, { helpers, methods, className }: HandleSource): unknown {
  const refuse = (...calledWith: readonly unknown[]): never => {
    void calledWith;
    const location = findCallSite(refuse);
    if (helpers.has(name)) {
      throw authorError('TASK_UNDECORATED', `flow calls ${className}.${name}, which is a method but no task.`, {
        hint: `Put a decorator on it: \`@task() ${name}(…)\`. Helpers can be called in TypeScript bodies only.`,
        location,
      });
    }
    throw authorError('TASK_UNKNOWN', `${className} has no task "${name}".`, {
      hint: describeNearest(name, [...methods.keys()]),
      location,
    });
  };
  return Object.assign(refuse, { override: refuse });
}
