/** `@dag()`: runs after the decorators of the methods, so it is where all options are checked, at once. */
import { findCallSite } from '../call-site.js';
import { authorError, combineErrors, type SourceLocation, type TaskloomError } from '../errors.js';
import { checkMethods } from '../metadata/check-methods.js';
import { setDagRecord } from '../metadata/store.js';
import { findOptionProblems } from '../options/check-options.js';
import { DAG_OPTIONS, DEFAULT_OPTIONS, resolveDagOptions } from '../options/dag-options.js';
import type { DagOptions } from '../options/public-options.js';
import { readTarget } from './attach.js';

export interface ClassDecoratorFunction {
  // biome-ignore lint/suspicious/noExplicitAny: the constructor's parameters are the author's
  (value: abstract new (...args: any[]) => object, context?: ClassDecoratorContext): void;
}

/**
 * Makes a class a DAG.
 *
 * @throws TaskloomError OPTION_INVALID, OPTION_UNKNOWN, KIND_CONFLICT, DAG_ID_INVALID; DAG_INVALID for several
 */
export function dag(options: DagOptions = {}): ClassDecoratorFunction {
  const at = findCallSite(dag);
  return (...args: readonly unknown[]): void => {
    const target = readTarget(args);
    if (target.kind !== 'class') {
      throw authorError('TASK_NOT_METHOD', '@dag is not on a class.', {
        hint: 'Put @dag() on the class, @task() on its methods.',
        location: at,
      });
    }
    const { dagClass } = target;
    const resolved = resolveDagOptions(options, dagClass.name);
    const problems = [...checkDagOptions(options, dagClass.name, at), ...checkMethods(dagClass)];
    if (problems.length > 0) throw combineErrors(resolved.id, problems);
    setDagRecord(dagClass, { options: resolved, ...(at === undefined ? {} : { at }) });
  };
}

function checkDagOptions(
  options: DagOptions,
  className: string,
  location: SourceLocation | undefined,
): TaskloomError[] {
  const what = `@dag on ${className || 'a class without a name'}`;
  const problems = findOptionProblems(DAG_OPTIONS, options, { what, location });
  if (problems.length > 0) return problems;
  const defaults = findOptionProblems(DEFAULT_OPTIONS, options.defaults ?? {}, { what: `${what}, defaults`, location });
  if (className !== '' || options.id !== undefined) return defaults;
  return [
    ...defaults,
    authorError('DAG_ID_INVALID', 'The class has no name to make the DAG’s id from.', {
      hint: 'Name it: @dag({ id: … }).',
      location,
    }),
  ];
}
