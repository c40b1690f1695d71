/** The params of a run, checked by the DAG's schema before anything starts. */
import { describeNearest, encodeToText, TaskloomError } from '@taskloom/sdk/internal';
import type { z } from 'zod';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';

/** @throws TaskloomError PARAMS_INVALID with every problem and its path */
export function resolveParams(given: Readonly<Record<string, unknown>>, schema: z.ZodType | undefined): WireText {
  if (schema === undefined) return refuseAll(given);
  const parsed = schema.safeParse(given);
  if (parsed.success) return encodeParams(refuseDropped(given, parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${['params', ...path].join('.')}: ${message}`);
  throw runtimeError('PARAMS_INVALID', `The params do not fit the DAG's schema:\n  ${problems.join('\n  ')}`, {
    hint: 'Pass params that fit, or change the schema of @dag({ params }).',
    details: { problems },
    cause: parsed.error,
  });
}

function refuseAll(given: Readonly<Record<string, unknown>>): WireText {
  const [name] = Object.keys(given);
  if (name === undefined) return '{}';
  throw runtimeError('PARAMS_INVALID', `The DAG has no params, and was given "${name}".`, {
    hint: 'Leave them out, or declare them: `@dag({ params: z.object({ … }) })`.',
    details: { params: Object.keys(given) },
  });
}

/** What a schema leaves out without a word is most often a slip in a name. */
function refuseDropped(given: Readonly<Record<string, unknown>>, parsed: unknown): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  const dropped = Object.keys(given).find((name) => given[name] !== undefined && !Object.hasOwn(parsed, name));
  if (dropped === undefined) return parsed;
  throw runtimeError('PARAMS_INVALID', `The DAG has no param "${dropped}".`, {
    hint: describeNearest(dropped, Object.keys(parsed)),
    details: { params: Object.keys(given) },
  });
}

function encodeParams(params: unknown): WireText {
  try {
    return encodeToText(params);
  } catch (cause) {
    if (!(cause instanceof TaskloomError)) throw cause;
    throw runtimeError('PARAMS_INVALID', `The params hold a value that cannot cross: ${cause.message}`, {
      hint: cause.hint,
      details: cause.details,
      cause,
    });
  }
}
