/** Holds options against their schemas and says everything that does not fit, in the author's terms. */
import { inspect } from 'node:util';
import type { z } from 'zod';
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { maskCredentials } from './mask-credentials.js';
import { describeNearest } from './nearest-name.js';
import type { OptionSchemas } from './task-option-schemas.js';

/** What is accepted in one place, and how that place is called. */
export interface OptionRules {
  /** Whose options they are, as the author would say it: `@task.virtualenv on Sales.extract`. */
  readonly what: string;
  readonly location: SourceLocation | undefined;
  readonly schemas: OptionSchemas;
  readonly required?: readonly string[];
  /** Names that are known and refused: a later version brings them. */
  readonly unavailable: ReadonlySet<string>;
  /** Where else an option of that name exists, as a sentence; undefined for nowhere. */
  findElsewhere?(name: string): string | undefined;
}

/** OPTION_INVALID and OPTION_UNKNOWN, one for each option that does not fit. Empty when all is well. */
export function findOptionProblems(options: unknown, rules: OptionRules): readonly TaskloomError[] {
  const { what, location, required = [] } = rules;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const message = `${what}: the options are ${describeValue(options)}, but must be an object.`;
    return [authorError('OPTION_INVALID', message, { hint: 'Pass an object, or nothing.', location })];
  }
  const given = new Map(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = required.filter((name) => !given.has(name)).map((name) => describeMissing(name, rules));
  const wrong = [...given].flatMap(([name, value]) => checkOption(name, value, rules) ?? []);
  return [...missing, ...wrong];
}

function describeMissing(name: string, { what, location }: OptionRules): TaskloomError {
  return authorError('OPTION_INVALID', `${what}: the option "${name}" is missing.`, {
    hint: `Add \`${name}\`.`,
    details: { option: name },
    location,
  });
}

function checkOption(name: string, value: unknown, rules: OptionRules): TaskloomError | undefined {
  const { what, location, schemas, unavailable } = rules;
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  const details = { option: name };
  if (schema !== undefined) return checkValue(name, value, { schema, rules });
  if (unavailable.has(name)) {
    return authorError('OPTION_INVALID', `${what}: the option "${name}" is not available in this version.`, {
      hint: `Leave \`${name}\` out.`,
      details,
      location,
    });
  }
  return authorError('OPTION_UNKNOWN', `${what}: there is no option "${name}".`, {
    hint: rules.findElsewhere?.(name) ?? describeNearest(name, Object.keys(schemas)),
    details,
    location,
  });
}

function checkValue(
  name: string,
  value: unknown,
  { schema, rules: { what, location } }: { readonly schema: z.ZodType; readonly rules: OptionRules },
): TaskloomError | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return undefined;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const at = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
    return `"${name}${at}" is ${describeValue(readPath(value, path))}, but must be ${message}`;
  });
  return authorError('OPTION_INVALID', `${what}: ${faults.join('; ')}.`, {
    hint: `Correct \`${name}\`, or leave it out.`,
    details: { option: name },
    location,
    cause: parsed.error,
  });
}

function readPath(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown>)[step], value);
}

/** Short, and without what a URL may hold before its host. */
function describeValue(value: unknown): string {
  const shown = inspect(value, {
    depth: 1,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 5,
    maxStringLength: 80,
  });
  return maskCredentials(shown);
}
