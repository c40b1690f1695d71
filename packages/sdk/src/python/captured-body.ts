/** What calling a Python task's method once, with stand-ins for its parameters, brought to light. */

export type CapturedValue =
  /** `${parameter}`: the position of the parameter. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** Any other `${expression}`: its value. */
  | { readonly kind: 'value'; readonly value: unknown };

export type CapturedBody =
  /** A template. `strings` are the raw texts around the values, one more than there are values. */
  | { readonly kind: 'template'; readonly strings: readonly string[]; readonly values: readonly CapturedValue[] }
  /** `python.file(…)`, with the path resolved to an absolute one. */
  | { readonly kind: 'file'; readonly path: string; readonly functionName?: string };
