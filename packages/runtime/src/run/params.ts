/** The params of a run, checked by the DAG's schema before anything starts. */
import { encodeToText, TaskloomError } from '@taskloom/sdk/internal';
import type { z } from 'zod';
import { runtimeError } from '../errors.js';
import type { WireText } from '../ports.js';

/** @throws TaskloomError PARAMS_INVALID with every problem and its path */
export function resolveParams(given: Readonly<Record<string, unknown>>, schema: z.ZodType | undefined): WireText {
  if (schema === undefined) return encodeParams(given);
  const parsed = schema.safeParse(given);
  if (parsed.success) return encodeParams(parsed.data);
  const problems = parsed.error.issues.map(({ path, message }) => `${['params', ...path].join('.')}: ${message}`);
  throw runtimeError('PARAMS_INVALID', `The params do not fit the DAG's schema:\n  ${problems.join('\n  ')}`, {
    hint: 'Pass params that fit, or change the schema of @dag({ params }).',
    details: { problems },
    cause: parsed.error,
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
