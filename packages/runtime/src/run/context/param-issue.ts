/** What zod found wrong with params, one line for each place. */
import type { z } from 'zod';

export interface ParamProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export const NO_SUCH_PARAM = 'there is no such param.';

export function describeIssue(issue: z.core.$ZodIssue): readonly ParamProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: NO_SUCH_PARAM }));
  }
  if (issue.code !== 'invalid_union') return [{ path: issue.path, message: issue.message }];
  // Of alternatives zod says only that none fits.
  const reasons = issue.errors.map((branch) => branch.flatMap(describeIssue).map(describeInside).join('; '));
  const known = [...new Set(reasons.filter((reason) => reason !== ''))];
  return [{ path: issue.path, message: known.length === 0 ? issue.message : known.join(', or ') }];
}

function describeInside({ path, message }: ParamProblem): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
}
