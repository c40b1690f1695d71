/** The first argument of `flow`: a handle for each method, which records a task when it is called. */
import { findCallSite } from '../call-site.js';
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import { KEY, KEY_FORM } from '../options/identifier.js';
import { describeNearest } from '../options/nearest-name.js';
import {
  mergeLayers,
  normalizeTaskOptions,
  type OptionLayer,
  pickCallbacks,
} from '../options/normalize-task-options.js';
import { listKindsWith, overrideSchemas } from '../options/task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from '../options/unavailable-options.js';
import type { MethodDefinition } from '../spec/dag-definition.js';
import type { InputSpec } from '../spec/dag-spec.js';
import { toInputSpec } from './inputs.js';
import { checkList, recordMap } from './map.js';
import { checkRunning, type Recorder } from './recorder.js';
import { createReference } from './reference.js';
import { setStandIn } from './stand-ins.js';

/** A method that `flow` can call, with its options as they were written. */
export interface FlowTask {
  readonly method: MethodDefinition;
  /** What the DAG says of all its tasks, as far as this kind has it. */
  readonly dagDefaults: OptionLayer;
  /** What its decorator says. */
  readonly own: OptionLayer;
}

/** What handles need to know about the class. */
export interface HandleSource {
  readonly recorder: Recorder;
  readonly tasks: ReadonlyMap<string, FlowTask>;
  /** Methods of the class that are no tasks. */
  readonly helpers: ReadonlySet<string>;
  readonly className: string;
}

export function createTaskHandles(source: HandleSource): object {
  const handles = new Map<string, unknown>();
  const { tasks } = source;
  return new Proxy(Object.create(null) as object, {
    get(_target, key) {
      if (typeof key === 'symbol') return undefined;
      if (!handles.has(key)) handles.set(key, createHandle(key, source));
      return handles.get(key);
    },
    has: (_target, key) => typeof key === 'string' && tasks.has(key),
    ownKeys: () => [...tasks.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      tasks.has(String(key)) ? { enumerable: true, configurable: true } : undefined,
  });
}

function createHandle(name: string, source: HandleSource): unknown {
  const task = source.tasks.get(name);
  return task === undefined ? createRefusal(name, source) : createTaskHandle(task, source.recorder, {});
}

function createTaskHandle(task: FlowTask, recorder: Recorder, overrides: OptionLayer): unknown {
  const { name } = task.method;
  const handle = (...args: readonly unknown[]): unknown => {
    const location = findCallSite(handle);
    checkRunning(recorder, `The task "${name}"`, location);
    return recordTask(task, overrides, { args, recorder, location });
  };
  const override = (options: OptionLayer): unknown => {
    const problems = checkOverrides(task.method, options, findCallSite(override));
    recorder.problems.push(...problems);
    return createTaskHandle(task, recorder, problems.length > 0 ? overrides : mergeLayers([overrides, options]));
  };
  const expand = (...lists: readonly unknown[]): unknown => {
    const location = findCallSite(expand);
    checkRunning(recorder, `The task "${name}"`, location);
    return recordExpansion(task, overrides, { args: lists, recorder, location });
  };
  setStandIn(handle, { kind: 'handle', name });
  return Object.assign(handle, { override, expand });
}

function checkOverrides(
  { name, phase }: MethodDefinition,
  options: OptionLayer,
  location: SourceLocation | undefined,
): readonly TaskloomError[] {
  if (phase?.kind === 'teardown' && options?.['triggerRule'] !== undefined) {
    return [
      authorError('OPTION_INVALID', `${name}.override gives a triggerRule to a teardown, which has one of its own.`, {
        hint: 'Leave it out: a teardown runs when everything before it is over and a setup of it has succeeded.',
        location,
      }),
    ];
  }
  return findOptionProblems(options, {
    what: `${name}.override`,
    location,
    schemas: overrideSchemas(),
    unavailable: UNAVAILABLE_TASK_OPTIONS,
    findElsewhere: (option) =>
      listKindsWith(option).length > 0 ? `\`${option}\` belongs to the decorator of ${name}.` : undefined,
  });
}

interface TaskCall {
  readonly args: readonly unknown[];
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

function recordTask({ method, dagDefaults, own }: FlowTask, overrides: OptionLayer, call: TaskCall): object {
  const { recorder, location } = call;
  const taskId = takeTaskId(method.name, [own, overrides], call);
  const groupId = recorder.currentGroupId;
  const mapId = recorder.currentMapId;
  const layers = [dagDefaults, ...recorder.groupDefaults, own, overrides];
  const callbacks = pickCallbacks(...layers);
  if (Object.keys(callbacks).length > 0) recorder.callbacks.set(taskId, callbacks);
  recorder.tasks.set(taskId, {
    taskId,
    method: method.name,
    kind: method.kind,
    ...(method.role === undefined ? {} : { role: method.role }),
    ...(method.phase === undefined ? {} : { phase: method.phase }),
    options: normalizeTaskOptions(...layers),
    args: readArguments(taskId, call),
    ...(groupId === undefined ? {} : { groupId }),
    ...(mapId === undefined ? {} : { mapId }),
    ...(method.location === undefined ? {} : { location: method.location }),
    ...(location === undefined ? {} : { calledAt: location }),
  });
  return createReference({ kind: 'xcom', taskId, path: [] }, recorder);
}

/** A map of one task, over one list or over each with each of several. */
function recordExpansion(task: FlowTask, overrides: OptionLayer, call: TaskCall): object {
  const { recorder, location } = call;
  const { name } = task.method;
  if (call.args.length === 0) {
    recorder.report('MAP_INVALID', `${name}.expand was given no list.`, {
      hint: `Give it a list for each parameter, or call ${name}(…) once.`,
      location,
    });
  }
  const lists = call.args.map((list, index) => {
    const spec = toInputSpec(list, { recorder, what: `List ${index + 1} of ${name}.expand`, location });
    return checkList(spec, call);
  });
  const [only] = lists;
  const isSingle = lists.length === 1 && only !== undefined;
  const over: InputSpec = isSingle ? only : { kind: 'cross', lists, path: [] };
  return recordMap(over, call, (item) => {
    const args = lists.map((_, index) => item(isSingle ? [] : [index]));
    return recordTask(task, overrides, { ...call, args });
  });
}

/**
 * An id that an author chose must be free, for the call or for another method; repeated calls of one method get a
 * suffix.
 */
function takeTaskId(
  methodName: string,
  [own, overrides]: readonly [OptionLayer, OptionLayer],
  { recorder, location }: TaskCall,
): string {
  const wanted = recorder.prefix(String(overrides['taskId'] ?? own['taskId'] ?? methodName));
  const taskId = recorder.taskIds.take(wanted);
  const isOthers = own['taskId'] !== undefined && recorder.tasks.get(wanted)?.method !== methodName;
  const mustBeFree = overrides['taskId'] !== undefined || isOthers;
  if (recorder.groups.has(taskId) || (mustBeFree && taskId !== wanted)) {
    recorder.report('TASK_ID_DUPLICATE', `The id "${wanted}" is taken.`, {
      hint: 'Choose another `taskId`, or leave it out: repeated calls get __1, __2, … by themselves.',
      details: { id: wanted },
      location,
    });
  }
  // Without the prefix of its groups, which may be many.
  if (!KEY.test(taskId.slice(recorder.prefix('').length))) {
    recorder.report('TASK_ID_INVALID', `The task id "${taskId}" is not ${KEY_FORM}.`, {
      hint: 'Give it another one: `.override({ taskId: … })`.',
      details: { id: taskId },
      location,
    });
  }
  return taskId;
}

/** Trailing arguments given as undefined are left out, as in any call. */
function readArguments(taskId: string, { args, recorder, location }: TaskCall): readonly InputSpec[] {
  const last = args.findLastIndex((value) => value !== undefined);
  return args.slice(0, last + 1).map((value, index): InputSpec => {
    if (value === undefined) return { kind: 'default' };
    return toInputSpec(value, { recorder, what: `Argument ${index + 1} of ${taskId}`, location });
  });
}

function createRefusal(name: string, { helpers, tasks, className }: HandleSource): unknown {
  const refuse = (..._args: readonly unknown[]): never => {
    const location = findCallSite(refuse);
    if (helpers.has(name)) {
      throw authorError('TASK_UNDECORATED', `flow calls ${className}.${name}, which is a method but no task.`, {
        hint:
          `Put a decorator on it: \`@task() ${name}(…)\`, above those that replace the method. ` +
          'Helpers can be called in TypeScript bodies only.',
        location,
      });
    }
    throw authorError('TASK_UNKNOWN', `${className} has no task "${name}".`, {
      hint: describeNearest(name, [...tasks.keys()]),
      location,
    });
  };
  return Object.assign(refuse, { override: refuse, expand: refuse });
}
