/** The methods of a class, its own and inherited, with what decorators said of them. */
import type { TaskMethod } from '../spec/dag-definition.js';
import type { ConditionEntry, RoleEntry, Stored, TaskEntry } from './records.js';
import { readConditionEntries, readRoleEntries, readTaskEntries } from './store.js';

export type AnyClass = abstract new (...args: never[]) => object;

export interface ClassMethod {
  readonly name: string;
  readonly fn: TaskMethod;
  /** The class whose body holds the method. */
  readonly declaringClass: string;
  /** Empty for a helper, or a role alone. One, unless the author put several kinds on the method. */
  readonly entries: readonly Stored<TaskEntry>[];
  /** The one nearest to the method first. */
  readonly roles: readonly RoleEntry[];
  /** The one nearest to the method first. */
  readonly conditions: readonly ConditionEntry[];
}

const PHASES: ReadonlySet<string> = new Set(['setup', 'teardown']);

/** Of a method's roles, those that decide (branch, short circuit, sensor), and those in a scope (setup, teardown). */
export function splitRoles(roles: readonly RoleEntry[]) {
  return {
    deciding: roles.filter(({ role }) => !PHASES.has(role)),
    phases: roles.filter(({ role }) => PHASES.has(role)),
  };
}

const NO_METHODS = new Set(['constructor', 'flow']);

/** In order of declaration, base classes last; of two methods with one name, the one that an instance has. */
export function listMethods(dagClass: AnyClass): readonly ClassMethod[] {
  const seen = new Set<string>(NO_METHODS);
  return listPrototypes(dagClass).flatMap((prototype) => {
    const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([name]) => !seen.has(name));
    // A getter that overrides a method hides it too.
    for (const [name] of own) seen.add(name);
    return own.flatMap(([name, { value }]) => describeMethod(name, value, prototype) ?? []);
  });
}

function listPrototypes(dagClass: AnyClass): readonly object[] {
  const prototypes: object[] = [];
  let prototype: object | null = dagClass.prototype;
  while (prototype !== null && prototype !== Object.prototype) {
    prototypes.push(prototype);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return prototypes;
}

function describeMethod(name: string, fn: unknown, prototype: object): ClassMethod | undefined {
  if (typeof fn !== 'function') return undefined;
  const declaringClass = prototype.constructor.name;
  return {
    name,
    fn: fn as TaskMethod,
    declaringClass,
    entries: readTaskEntries(fn),
    roles: readRoleEntries(fn),
    conditions: readConditionEntries(fn),
  };
}
