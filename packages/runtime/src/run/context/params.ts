/** The params of a run, checked by the DAG's schema before anything starts. Nothing is converted that it does not convert. */
import { encodeToText, formatPath, TaskloomError } from '@taskloom/sdk/internal';
import type { z } from 'zod';
import { runtimeError } from '../../errors.js';
import type { WireText } from '../../ports.js';
import { describeIssue, type ParamProblem } from './param-issue.js';
import { findUnknownParams } from './unknown-params.js';

type GivenParams = Readonly<Record<string, unknown>>;

/** @throws TaskloomError PARAMS_INVALID with every problem and its path */
export async function resolveParams(given: GivenParams, schema: z.ZodType | undefined): Promise<WireText> {
  if (schema === undefined) return refuseAll(given);
  const parsed = await parse(given, schema);
  const problems = listProblems([
    ...(parsed.error?.issues.flatMap(describeIssue) ?? []),
    // They know more of a name than a strict object says of it.
    ...findUnknownParams(given, schema),
  ]);
  if (parsed.success && problems.length === 0) return encodeParams(parsed.data);
  throw runtimeError('PARAMS_INVALID', `The params do not fit the DAG's schema:\n  ${problems.join('\n  ')}`, {
    hint: 'Pass params that fit, or change the schema of @dag({ params }).',
    details: { problems },
    cause: parsed.error,
  });
}

/** One line for each place; what is said last of it holds. */
function listProblems(problems: readonly ParamProblem[]): readonly string[] {
  const messages = new Map(problems.map(({ path, message }) => [formatPath('params', path), message]));
  return [...messages].map(([place, message]) => `${place}: ${message}`);
}

/**
 * Of a task alone: those that are given, and else the defaults of the schema, or none where it cannot do without some.
 *
 * @throws TaskloomError PARAMS_INVALID
 */
export async function resolveTaskParams(
  given: GivenParams | undefined,
  schema: z.ZodType | undefined,
): Promise<WireText> {
  if (given !== undefined) return resolveParams(given, schema);
  if (schema === undefined) return '{}';
  const defaults = await parse({}, schema);
  return defaults.success ? encodeParams(defaults.data) : '{}';
}

/** A schema may hold checks of the author's own, async ones too. */
async function parse(given: GivenParams, schema: z.ZodType): Promise<z.ZodSafeParseResult<unknown>> {
  try {
    return await schema.safeParseAsync(given);
  } catch (cause) {
    throw runtimeError('PARAMS_INVALID', `The schema of the DAG's params threw ${String(cause)}.`, {
      hint: 'Correct the check or the transform in @dag({ params }).',
      cause,
    });
  }
}

function refuseAll(given: GivenParams): WireText {
  const names = Object.keys(given);
  if (names.length === 0) return '{}';
  const list = names.map((name) => `"${name}"`).join(', ');
  throw runtimeError('PARAMS_INVALID', `The DAG has no params, and was given ${list}.`, {
    hint: 'Leave them out, or declare them: `@dag({ params: z.object({ … }) })`.',
    details: { params: names },
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
