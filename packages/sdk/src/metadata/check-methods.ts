/** Everything that is wrong with what the decorators of a class's methods were told. */
import { inspect } from 'node:util';
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { findOptionProblems } from '../options/check-options.js';
import {
  listKindsWith,
  REQUIRED_OPTIONS,
  roleOptionSchemas,
  taskOptionSchemas,
} from '../options/task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from '../options/unavailable-options.js';
import { type AnyClass, listMethods, splitRoles } from './list-methods.js';
import { type ConditionEntry, DECORATOR_NAMES, ROLE_NAMES, type RoleEntry, type TaskEntry } from './records.js';

/** OPTION_INVALID, OPTION_UNKNOWN and KIND_CONFLICT, each with the place of its decorator. */
export function checkMethods(dagClass: AnyClass): readonly TaskloomError[] {
  return listMethods(dagClass).flatMap(({ name, entries, roles, conditions }) => {
    const method = `${dagClass.name}.${name}`;
    const { deciding, phases } = splitRoles(roles);
    return [
      ...entries.flatMap((entry) => checkEntry(entry, method)),
      ...roles.flatMap((entry) => checkRole(entry, method)),
      ...conditions.flatMap((entry) => checkCondition(entry, method)),
      ...describeConflict(method, entries.map(nameKind), 'a body runs in one place'),
      ...describeConflict(method, deciding.map(nameRole), 'a task decides in one way'),
      ...describeConflict(method, phases.map(nameRole), 'what sets up cannot take down'),
      ...phases.flatMap((phase) => checkPhase(phase, { method, entries, deciding })),
    ];
  });
}

const nameKind = ({ kind, location }: TaskEntry) => ({ name: DECORATOR_NAMES[kind], location });
const nameRole = ({ role, location }: RoleEntry) => ({ name: ROLE_NAMES[role], location });

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

function checkRole({ role, options, location }: RoleEntry, method: string): readonly TaskloomError[] {
  return findOptionProblems(options, {
    what: `${ROLE_NAMES[role]} on ${method}`,
    location,
    schemas: roleOptionSchemas(role),
    unavailable: UNAVAILABLE_TASK_OPTIONS,
    findElsewhere: findOtherKinds,
  });
}

interface Beside {
  readonly method: string;
  readonly entries: readonly TaskEntry[];
  readonly deciding: readonly RoleEntry[];
}

/** What has no meaning beside a setup or a teardown. */
function checkPhase(phase: RoleEntry, { method, entries, deciding }: Beside): readonly TaskloomError[] {
  const others = deciding.filter(({ role }) => role !== 'sensor');
  const why =
    phase.role === 'setup'
      ? 'what needs a setup runs when it has succeeded, whatever it gives'
      : 'nothing is left to decide when a teardown runs';
  const conflict = others.flatMap((other) => describeConflict(method, [other, phase].map(nameRole), why));
  const options = [...entries, ...deciding].map(({ options: said }) => said as { readonly triggerRule?: unknown });
  if (phase.role === 'setup' || options.every((said) => said?.triggerRule === undefined)) return conflict;
  const message = `${method} is a teardown and has a triggerRule of its own.`;
  const hint = 'Leave it out: a teardown runs when everything before it is over and a setup of it has succeeded.';
  return [...conflict, authorError('OPTION_INVALID', message, { hint, location: phase.location })];
}

function checkCondition({ mode, condition, location }: ConditionEntry, method: string): readonly TaskloomError[] {
  if (typeof condition === 'function') return [];
  const message = `@task.${mode} on ${method}: the condition is ${inspect(condition)}, but must be a function.`;
  const hint = `Write \`@task.${mode}(({ ds }) => …)\`.`;
  return [authorError('OPTION_INVALID', message, { hint, location })];
}

function findOtherKinds(option: string): string | undefined {
  const kinds = listKindsWith(option);
  if (kinds.length === 0) return undefined;
  return `\`${option}\` is an option of ${kinds.map((kind) => DECORATOR_NAMES[kind]).join(', ')}.`;
}

interface Named {
  readonly name: string;
  readonly location: SourceLocation | undefined;
}

function describeConflict(method: string, decorators: readonly Named[], why: string): readonly TaskloomError[] {
  if (decorators.length < 2) return [];
  const names = decorators.map(({ name }) => name).reverse();
  const message = `${method} has ${names.join(' and ')}: ${why}.`;
  return [authorError('KIND_CONFLICT', message, { hint: 'Keep one of them.', location: decorators.at(-1)?.location })];
}
