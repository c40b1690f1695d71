/** Everything that is wrong with what the decorators of a class's methods were told. */
import { authorError, type TaskloomError } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import { listKindsWith, REQUIRED_OPTIONS, taskOptionSchemas } from '../options/task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from '../options/unavailable-options.js';
import { type AnyClass, listMethods } from './list-methods.js';
import { DECORATOR_NAMES, type TaskEntry } from './records.js';

/** OPTION_INVALID, OPTION_UNKNOWN and KIND_CONFLICT, each with the place of its decorator. */
export function checkMethods(dagClass: AnyClass): readonly TaskloomError[] {
  return listMethods(dagClass).flatMap(({ name, entries }) => {
    const method = `${dagClass.name}.${name}`;
    const problems = entries.flatMap((entry) => checkEntry(entry, method));
    return entries.length > 1 ? [...problems, describeConflict(method, entries)] : problems;
  });
}

function checkEntry({ kind, options, location }: TaskEntry, method: string): readonly TaskloomError[] {
  return findOptionProblems(options, {
    what: `${DECORATOR_NAMES[kind]} on ${method}`,
    location,
    schemas: taskOptionSchemas(kind),
    required: REQUIRED_OPTIONS[kind],
    unavailable: UNAVAILABLE_TASK_OPTIONS,
    findElsewhere: findOtherKinds,
  });
}

function findOtherKinds(option: string): string | undefined {
  const kinds = listKindsWith(option);
  if (kinds.length === 0) return undefined;
  return `\`${option}\` is an option of ${kinds.map((kind) => DECORATOR_NAMES[kind]).join(', ')}.`;
}

function describeConflict(method: string, entries: readonly TaskEntry[]): TaskloomError {
  const names = entries.map(({ kind }) => DECORATOR_NAMES[kind]).reverse();
  return authorError('KIND_CONFLICT', `${method} has ${names.join(' and ')}: a body runs in one place.`, {
    hint: 'Keep one of them.',
    location: entries.at(-1)?.location,
  });
}
