/** The option `--frozen`, as a runtime has it. */
import type { RuntimeOptions } from '../runtime-options.js';

/** Nothing where neither `--frozen` nor `--no-frozen` was given. */
export function findFrozen({ frozen }: { readonly frozen?: boolean }): Pick<RuntimeOptions, 'frozen'> {
  return frozen === undefined ? {} : { frozen };
}
