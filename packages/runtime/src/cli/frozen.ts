/** The option `--frozen`, as a runtime has it. */
import type { RuntimeOptions } from '../runtime-options.js';

/** What the help says of `--frozen` and `--no-frozen`. */
export const FROZEN = 'refuse a lock file that is missing or does not hold what is required';
export const NOT_FROZEN = 'accept a lock file that does not hold what is required (default: unless CI is set)';

/** Nothing where neither `--frozen` nor `--no-frozen` was given. */
export function findFrozen({ frozen }: { readonly frozen?: boolean }): Pick<RuntimeOptions, 'frozen'> {
  return frozen === undefined ? {} : { frozen };
}
