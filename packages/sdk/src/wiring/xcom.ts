/** The types of what `flow` sees. */

import type { RunContext } from '../context.js';
import type { PokeResult, TaskOverrides } from '../options/public-options.js';
import type { Group } from './group.js';

// biome-ignore lint/suspicious/noExplicitAny: the methods of any class
export type AnyFunction = (...args: any[]) => any;
export type Scalar = string | number | boolean | bigint | symbol | Date | Uint8Array | null | undefined;

declare const valueType: unique symbol;

/** A value some task will produce, or that a run will be given. Opaque: it can be passed on, not read. */
export interface Ref<T> {
  readonly [valueType]: T;
}

/** The result of a task call inside `flow`: a `Ref` whose fields are `Ref`s too. */
export type XCom<T> = Ref<T> &
  (T extends Scalar
    ? unknown
    : T extends readonly (infer U)[]
      ? number extends T['length']
        ? MappableXCom<U>
        : { readonly [K in keyof T]: XCom<T[K]> }
      : T extends object
        ? { readonly [K in keyof T]: XCom<T[K]> }
        : unknown);

/** The result of a task that is a list. */
export interface MappableXCom<U> {
  readonly [index: number]: XCom<U>;
  /**
   * What `each` wires runs once for each element, the elements independently of each other; the result is the list of
   * what the elements gave, without those that were skipped or failed. `each` is called once, with a reference, and
   * must only wire.
   */
  map<R>(each: (item: XCom<U>) => R): XCom<ResultOf<R>[]>;
}

/** What a task parameter of type `T` accepts inside `flow`: the value, a reference to one, or a container of either. */
export type Input<T> =
  | T
  | Ref<T>
  | (T extends Scalar
      ? never
      : T extends readonly (infer U)[]
        ? readonly Input<U>[]
        : T extends object
          ? { readonly [K in keyof T]: Input<T[K]> }
          : never);
// biome-ignore lint/suspicious/noExplicitAny: the parameters of any method
type Inputs<A extends any[]> = { [K in keyof A]: Input<A[K]> };
// biome-ignore lint/suspicious/noExplicitAny: as above
type Lists<A extends any[]> = { [K in keyof A]: Input<readonly A[K][]> };

/** The value that a reference, or an object or list holding references, stands for. */
export type ResultOf<T> =
  T extends Ref<infer U>
    ? U
    : T extends Scalar
      ? T
      : T extends readonly unknown[]
        ? { -readonly [K in keyof T]: ResultOf<T[K]> }
        : T extends object
          ? { -readonly [K in keyof T]: ResultOf<T[K]> }
          : T;

/** What other tasks receive: of a sensor's `PokeResult` the value in it. */
type Given<R> = R extends PokeResult<infer V> ? (Exclude<keyof R, keyof PokeResult<V>> extends never ? V : R) : R;

/** A task, as `flow` can call it. Each call is a task instance of its own; the second is named `name__1`. */
export interface TaskHandle<F extends AnyFunction> {
  (...args: Inputs<Parameters<F>>): XCom<Given<Awaited<ReturnType<F>>>>;
  /** One task instance per element; several lists give their cross product, the last varying fastest. */
  expand(...lists: Lists<Parameters<F>>): XCom<Given<Awaited<ReturnType<F>>>[]>;
  /** The same task with other options. */
  override(options: TaskOverrides): TaskHandle<F>;
}

/** Every method of the class, as something `flow` can call. */
export type Tasks<C> = {
  readonly [K in keyof C as K extends 'flow' ? never : C[K] extends AnyFunction ? K : never]: C[K] extends AnyFunction
    ? TaskHandle<C[K]>
    : never;
};

/** The name of a task of `C`, for the bodies of branches. */
export type TaskName<C> = Extract<keyof Tasks<C>, string>;

/** What a run is started with, as references. */
export interface Run<P = unknown> {
  readonly params: XCom<P>;
  readonly context: XCom<RunContext>;
}

export type Link = Ref<unknown> | Group<unknown>;
