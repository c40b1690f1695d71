/** `@task()` and its kinds. Each stores what it was told on its method, and does nothing else. */
import { findCallSite } from '../call-site.js';
import type { SourceLocation } from '../errors.js';
import { DECORATOR_NAMES, ROLE_NAMES, type TaskRole } from '../metadata/records.js';
import { addConditionEntry, addRoleEntry, addTaskEntry } from '../metadata/store.js';
import { copyOptions } from '../options/copy-options.js';
import type {
  BashOptions,
  ExternalPythonOptions,
  PokeResult,
  SensorOptions,
  ShortCircuitOptions,
  TaskOptions,
  TaskOverrides,
  TeardownOptions,
  VirtualenvOptions,
} from '../options/public-options.js';
import type { Condition } from '../spec/dag-definition.js';
import type { TaskKind } from '../spec/dag-spec.js';
import { describeBare, getMethod, isCalledAsDecorator } from './attach.js';

/** Works as a standard decorator and under `experimentalDecorators`. */
export interface TaskDecorator<R> {
  // biome-ignore lint/suspicious/noExplicitAny: a method's parameters are the author's
  <This, F extends (this: This, ...args: any[]) => R | Promise<R>>(
    value: F,
    context: ClassMethodDecoratorContext<This, F>,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  <F extends (...args: any[]) => R | Promise<R>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<F>,
  ): void;
}

/** The kinds of tasks, where a body runs: exactly one a method. And roles: what it decides, and what it is for. */
export interface TaskDecorators {
  /** A TypeScript body, run in process on an instance of the class made for the attempt. */
  // biome-ignore lint/suspicious/noExplicitAny: any result, unless a schema says more
  <R = any>(options?: TaskOptions<R>): TaskDecorator<R>;
  /** A Python body, run in an environment built for its requirements. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  virtualenv<R = any>(options?: VirtualenvOptions<R>): TaskDecorator<R>;
  /** A Python body, run in an interpreter that is there already. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  externalPython<R = any>(options: ExternalPythonOptions<R>): TaskDecorator<R>;
  /** The body returns a shell command; the last line of its output is the value. */
  bash<R = string>(options?: BashOptions<R>): TaskDecorator<string>;
  /**
   * A role, alone on a TypeScript body or beside any kind: the value names the tasks or groups right below that run, by
   * their ids; null names none. The others are skipped, unless they also come after one that runs.
   */
  branch(options?: TaskOverrides): TaskDecorator<string | readonly string[] | null>;
  /** A role: a value that is false, 0, empty or nothing skips what is below. */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  shortCircuit(options?: ShortCircuitOptions): TaskDecorator<any>;
  /**
   * A role: the body is called again and again until it gives true, or a `PokeResult` that is done and may have a value
   * for the tasks downstream. Each call of a Python body is a process of its own.
   */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  sensor(options?: SensorOptions): TaskDecorator<boolean | PokeResult<any>>;
  /** A role: the task makes what others need. What comes after it runs only when it has succeeded. */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  setup(): TaskDecorator<any>;
  /** A role: the task takes away what a setup made, whenever that has succeeded, whatever happened in between. */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  teardown(options?: TeardownOptions): TaskDecorator<any>;
  /** Skips the task unless the condition holds. It is asked in this process before each attempt, whatever the kind. */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  runIf(condition: Condition): TaskDecorator<any>;
  /** Skips the task when the condition holds. */
  // biome-ignore lint/suspicious/noExplicitAny: any value
  skipIf(condition: Condition): TaskDecorator<any>;
}

/** Makes a method a task. Options are checked by `@dag`, which knows the class. */
export const task = Object.assign(createDecorators('typescript'), {
  virtualenv: createDecorators('virtualenv'),
  externalPython: createDecorators('externalPython'),
  bash: createDecorators('bash'),
  branch: createRoleDecorators('branch'),
  shortCircuit: createRoleDecorators('shortCircuit'),
  sensor: createRoleDecorators('sensor'),
  setup: createRoleDecorators('setup'),
  teardown: createRoleDecorators('teardown'),
  runIf: createConditionDecorators('runIf'),
  skipIf: createConditionDecorators('skipIf'),
}) as TaskDecorators;

function createDecorators(kind: TaskKind) {
  return createDecorator(DECORATOR_NAMES[kind], (method, said) => addTaskEntry(method, { kind, ...said }));
}

function createRoleDecorators(role: TaskRole) {
  return createDecorator(ROLE_NAMES[role], (method, said) => addRoleEntry(method, { role, ...said }));
}

function createConditionDecorators(mode: 'runIf' | 'skipIf') {
  const name = `@task.${mode}`;
  return function decorate(...given: readonly unknown[]) {
    const location = findCallSite(decorate);
    if (given.length > 1) throw describeBare(name, given);
    const [condition] = given;
    return (...args: readonly unknown[]): void => {
      const method = getMethod(args, name, location);
      addConditionEntry(method, { mode, condition, ...(location === undefined ? {} : { location }) });
    };
  };
}

interface Said {
  readonly options: unknown;
  readonly location?: SourceLocation;
}

function createDecorator(name: string, store: (method: object, said: Said) => void) {
  return function decorate(...given: readonly unknown[]) {
    const location = findCallSite(decorate);
    if (isCalledAsDecorator(given)) throw describeBare(name, given);
    const [options = {}] = given;
    return (...args: readonly unknown[]): void => {
      const method = getMethod(args, name, location);
      store(method, { options: copyOptions(options), ...(location === undefined ? {} : { location }) });
    };
  };
}
