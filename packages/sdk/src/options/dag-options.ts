/** The options of `@dag`: what each accepts, and the form in which the rest of the SDK reads them. */
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { findOptionProblems } from './check-options.js';
import { copyOptions } from './copy-options.js';
import { DURATION_FORM, findDuration } from './duration.js';
import { KEY, KEY_FORM } from './identifier.js';
import { loadZod } from './load-zod.js';
import type { DagOptions } from './public-options.js';
import { createDateSchema, createScheduleSchema, findOrderProblems, resolveDates } from './schedule-options.js';
import { findSourcePath } from './source-path.js';
import { createEnvSchema, isSchema, type OptionSchemas, taskOptionSchemas } from './task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from './unavailable-options.js';

/** What the author gave, a copy of its own, with the id filled in and the source as an absolute path. */
export type ResolvedDagOptions = Readonly<Omit<DagOptions, 'source' | 'startDate' | 'endDate'>> & {
  readonly id: string;
  readonly source?: string;
  /** Instants in UTC, and the zone that `startDate` named. */
  readonly startDate?: string;
  readonly endDate?: string;
  readonly timeZone?: string;
};

export function resolveDagOptions(options: DagOptions, className: string): ResolvedDagOptions {
  const { source: given, startDate, endDate, ...others } = options;
  const source = findSourcePath(given);
  return Object.freeze({
    ...copyOptions(others),
    id: options.id ?? className,
    ...(source === undefined ? {} : { source }),
    ...resolveDates({ startDate, endDate }),
  });
}

/** Everything that is wrong with the options of `@dag`, those under `defaults` included. */
export function checkDagOptions(
  options: DagOptions,
  className: string,
  location: SourceLocation | undefined,
): readonly TaskloomError[] {
  const what = `@dag on ${className || 'a class without a name'}`;
  const problems = findOptionProblems(options, {
    what,
    location,
    schemas: createSchemas(),
    unavailable: new Set(),
  });
  if (problems.length > 0) return problems;
  return [
    ...checkId(options, className, location),
    ...findOrderProblems(options, { what, location }),
    ...findOptionProblems(options.defaults ?? {}, {
      what: `${what}, defaults`,
      location,
      schemas: createDefaultSchemas(),
      unavailable: UNAVAILABLE_TASK_OPTIONS,
      findElsewhere: (name) => (name === 'taskId' ? 'It names one task: give it to that.' : undefined),
    }),
  ];
}

function createSchemas(): OptionSchemas {
  const z = loadZod();
  const text = z.string({ error: 'a text' });
  const atLeastOne = { error: 'a whole number, 1 or more' };
  const callback = z.custom((value) => typeof value === 'function', { error: 'a function' });
  return {
    id: text,
    description: text,
    schedule: createScheduleSchema(z),
    startDate: createDateSchema(z),
    endDate: createDateSchema(z),
    catchup: z.boolean({ error: 'true or false' }),
    tags: z.array(text, { error: 'a list of texts' }),
    maxActiveTasks: z.int(atLeastOne).min(1, atLeastOne),
    runTimeout: z.custom((value) => (findDuration(value) ?? 0) > 0, { error: `${DURATION_FORM}, above 0` }),
    failFast: z.boolean({ error: 'true or false' }),
    onSuccess: callback,
    onFailure: callback,
    params: z.custom(isSchema, { error: 'a zod schema' }),
    defaults: z.looseObject({}, { error: 'an object' }),
    source: z.custom((value) => findSourcePath(value) !== undefined, {
      error: 'the absolute path or the file: URL of the source: import.meta.url',
    }),
  };
}

/** What tasks of every kind have, and what may stand beside it: a task takes what its kind has. */
function createDefaultSchemas(): OptionSchemas {
  const { taskId: _, ...common } = taskOptionSchemas('typescript');
  const z = loadZod();
  const python = z.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' });
  return { ...common, python, env: createEnvSchema(z) };
}

function checkId(
  { id }: DagOptions,
  className: string,
  location: SourceLocation | undefined,
): readonly TaskloomError[] {
  const dagId = id ?? className;
  if (id === undefined && NO_NAME.test(className)) return [describeNameless(className, location)];
  if (KEY.test(dagId)) return [];
  return [
    authorError('DAG_ID_INVALID', `The DAG id "${dagId}" is not ${KEY_FORM}.`, {
      hint: 'Give it another one: `@dag({ id: … })`.',
      details: { dagId },
      location,
    }),
  ];
}

/** What compilers call `export default class {…}`: by the file's place or contents, which change. */
const NO_NAME = /^$|^default(?:_\d+)?$|_default$/;

function describeNameless(className: string, location: SourceLocation | undefined): TaskloomError {
  const made = className === '' ? '' : `; "${className}" is what its compiler calls it`;
  return authorError('DAG_ID_INVALID', `The class has no name to make the DAG’s id from${made}.`, {
    hint: 'Give it one: `@dag({ id: … })`.',
    details: { dagId: className },
    location,
  });
}
