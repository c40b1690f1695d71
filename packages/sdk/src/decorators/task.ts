/** `@task()` and its kinds. Each stores what it was told on its method, and does nothing else. */
import { findCallSite } from '../call-site.js';
import { addTaskEntry } from '../metadata/store.js';
import type {
  BashOptions,
  ExternalPythonOptions,
  PythonTaskOptions,
  TaskOptions,
  VirtualenvOptions,
} from '../options/public-options.js';
import type { TaskKind } from '../spec/dag-spec.js';
import type { MaybePromise } from '../wiring/xcom.js';
import { getMethod } from './attach.js';

/** Works as a standard decorator and under `experimentalDecorators`. */
export interface TaskDecorator<R> {
  // biome-ignore lint/suspicious/noExplicitAny: a method's parameters are the author's
  <This, F extends (this: This, ...args: any[]) => MaybePromise<R>>(
    value: F,
    context: ClassMethodDecoratorContext<This, F>,
  ): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  <F extends (...args: any[]) => MaybePromise<R>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<F>,
  ): void;
}

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
}

/** Makes a method a task. Exactly one kind a method. */
export const task: TaskDecorators = Object.assign((options?: TaskOptions) => decorate('typescript', options, task), {
  virtualenv: (options?: VirtualenvOptions) => decorate('virtualenv', options, task.virtualenv),
  externalPython: (options: ExternalPythonOptions) => decorate('externalPython', options, task.externalPython),
  bash: (options?: BashOptions) => decorate('bash', options, task.bash),
}) as TaskDecorators;

// biome-ignore lint/complexity/noBannedTypes: the function of ours that the author called, whatever its type
function decorate(kind: TaskKind, options: PythonTaskOptions | undefined, callee: Function): TaskDecorator<unknown> {
  const at = findCallSite(callee);
  return (...args: readonly unknown[]): void => {
    const { fn } = getMethod(args, DECORATOR_NAMES[kind], at);
    addTaskEntry(fn, { kind, options: options ?? {}, ...(at === undefined ? {} : { at }) });
  };
}

export const DECORATOR_NAMES: Readonly<Record<TaskKind, string>> = {
  typescript: '@task',
  virtualenv: '@task.virtualenv',
  externalPython: '@task.externalPython',
  bash: '@task.bash',
};
