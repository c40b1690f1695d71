/** `@dag()`: runs after the decorators of the methods, so it is where all options are checked, at once. */
import { findCallSite } from '../call-site.js';
import { combineErrors } from '../errors.js';
import { checkMethods } from '../metadata/check-methods.js';
import { setDagRecord } from '../metadata/store.js';
import { checkDagOptions, resolveDagOptions } from '../options/dag-options.js';
import type { DagOptions } from '../options/public-options.js';
import { describeBare, getClass, isCalledAsDecorator } from './attach.js';

/** Works as a standard decorator and under `experimentalDecorators`. */
export interface ClassDecoratorFunction {
  // biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters are the author's
  (value: abstract new (...args: any[]) => object, context?: ClassDecoratorContext): void;
}

/**
 * Makes a class a DAG. Its id is the name of the class unless the options say otherwise.
 *
 * @throws TaskloomError OPTION_INVALID, OPTION_UNKNOWN, KIND_CONFLICT, DAG_ID_INVALID, when the decorator runs;
 *   DAG_INVALID for several of them
 */
export function dag(options?: DagOptions): ClassDecoratorFunction;
export function dag(...given: readonly unknown[]): ClassDecoratorFunction {
  const location = findCallSite(dag);
  if (isCalledAsDecorator(given)) throw describeBare('@dag', given);
  const [options = {}] = given as [DagOptions?];
  return (...args: readonly unknown[]): void => {
    const dagClass = getClass(args, location);
    const problems = [...checkDagOptions(options, dagClass.name, location), ...checkMethods(dagClass)];
    if (problems.length > 0) throw combineErrors(dagClass.name, problems);
    const resolved = resolveDagOptions(options, dagClass.name);
    setDagRecord(dagClass, { options: resolved, ...(location === undefined ? {} : { location }) });
  };
}
