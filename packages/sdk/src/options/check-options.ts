/** Holds options against their schemas and says everything that does not fit, in the author's terms. */
import { inspect } from 'node:util';
import type { z } from 'zod';
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { describeNearest } from './nearest-name.js';
import { FUTURE_OPTIONS } from './task-options.js';

export interface OptionsPlace {
  /** Whose options they are, as the author would say it: `@task.virtualenv on Sales.extract`. */
  readonly what: string;
  readonly location?: SourceLocation | undefined;
  readonly required?: readonly string[];
}

/** Empty when all is well. */
export function findOptionProblems(
  schemas: Readonly<Record<string, z.ZodType>>,
  options: unknown,
  place: OptionsPlace,
): TaskloomError[] {
  const { what, location, required = [] } = place;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const said = inspect(options, { depth: 1 });
    return [
      authorError('OPTION_INVALID', `${what}: the options are ${said}, not an object.`, {
        hint: 'Pass an object, or nothing.',
        location,
      }),
    ];
  }
  const given = new Map(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = required
    .filter((name) => !given.has(name))
    .map((name) =>
      authorError('OPTION_INVALID', `${what}: the option "${name}" is missing.`, {
        hint: `Add \`${name}\`.`,
        location,
      }),
    );
  const wrong = [...given].flatMap(([name, value]) => checkOption(schemas, name, value, place) ?? []);
  return [...missing, ...wrong];
}

function checkOption(
  schemas: Readonly<Record<string, z.ZodType>>,
  name: string,
  value: unknown,
  { what, location }: OptionsPlace,
): TaskloomError | undefined {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (schema !== undefined) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return undefined;
    const said = inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY });
    const expected = parsed.error.issues.map(({ message, path }) => [...path, message].join(': ')).join('; ');
    return authorError('OPTION_INVALID', `${what}: ${name} is ${said}; expected ${expected}.`, {
      hint: `Correct \`${name}\`.`,
      details: { option: name },
      location,
    });
  }
  if (FUTURE_OPTIONS.has(name)) {
    return authorError('OPTION_INVALID', `${what}: the option "${name}" is not available in this version.`, {
      hint: `Leave \`${name}\` out.`,
      details: { option: name },
      location,
    });
  }
  return authorError('OPTION_UNKNOWN', `${what}: there is no option "${name}".`, {
    hint: describeNearest(name, Object.keys(schemas)),
    details: { option: name },
    location,
  });
}
