/** The tasks of a class: found along its prototype chain, with what is wrong with what their decorators were told. */
import { authorError, type TaskloomError } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import { REQUIRED_OPTIONS, TASK_OPTIONS } from '../options/task-options.js';
import type { TaskMethod } from '../spec/dag-definition.js';
import type { TaskKind } from '../spec/dag-spec.js';
import type { TaskEntry } from './records.js';
import { readTaskEntries } from './store.js';

const DECORATORS: Readonly<Record<TaskKind, string>> = {
  typescript: '@task',
  virtualenv: '@task.virtualenv',
  externalPython: '@task.externalPython',
  bash: '@task.bash',
};

export interface ClassMethod {
  readonly name: string;
  readonly fn: TaskMethod;
  readonly declaringClass: string;
  /** Absent for a helper. */
  readonly entry?: TaskEntry;
}

/** Methods of the class and those it extends; of two with a name, the one that an instance has. */
export function listMethods(dagClass: abstract new (...args: never[]) => object): readonly ClassMethod[] {
  const found = new Map<string, ClassMethod>();
  for (let proto: unknown = dagClass.prototype; isPrototype(proto); proto = Object.getPrototypeOf(proto)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      if (name === 'constructor' || name === 'flow' || typeof value !== 'function' || found.has(name)) continue;
      const [entry] = readTaskEntries(value);
      found.set(name, {
        name,
        fn: value,
        declaringClass: proto.constructor.name,
        ...(entry === undefined ? {} : { entry }),
      });
    }
  }
  return [...found.values()];
}

/** Everything that is wrong with the decorators of the class's methods. */
export function checkMethods(dagClass: abstract new (...args: never[]) => object): TaskloomError[] {
  return listMethods(dagClass).flatMap(({ name, fn }) => {
    const entries = readTaskEntries(fn);
    const where = `${dagClass.name}.${name}`;
    const problems = entries.flatMap(({ kind, options, at: location }) =>
      findOptionProblems(TASK_OPTIONS[kind], options, {
        what: `${DECORATORS[kind]} on ${where}`,
        location,
        required: REQUIRED_OPTIONS[kind] ?? [],
      }),
    );
    return entries.length > 1 ? [...problems, describeConflict(where, entries)] : problems;
  });
}

function describeConflict(where: string, entries: readonly TaskEntry[]): TaskloomError {
  const names = entries.map(({ kind }) => DECORATORS[kind]).reverse();
  return authorError('KIND_CONFLICT', `${where} has ${names.join(' and ')}: a body runs in one place.`, {
    hint: 'Keep one of them.',
    location: entries.at(-1)?.at,
  });
}

function isPrototype(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value !== Object.prototype;
}
