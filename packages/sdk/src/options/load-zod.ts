/**
 * zod, loaded when the first options are checked. Importing it takes longer than all of the SDK, which the command
 * imports to print its help.
 */
import { createRequire } from 'node:module';
import type { z } from 'zod';

/** Node keeps the module, so that only the first call takes time. */
export function loadZod(): typeof z {
  return loadModule().z;
}

/** Node has no `require` in a module; a bundler has, and puts what it names into the bundle. */
function loadModule(): { readonly z: typeof z } {
  try {
    return require('zod');
  } catch {
    // No `require`, or that of `node -e`, which looks in the working directory.
    return createRequire(import.meta.url)('zod');
  }
}
