/**
 * zod, loaded when the first options are checked. Importing it takes longer than all of the SDK, which the command
 * imports to print its help.
 */
import { createRequire } from 'node:module';
import type { z } from 'zod';

const require = createRequire(import.meta.url);

/** Node keeps the module, so that only the first call takes time. */
export function loadZod(): typeof z {
  return (require('zod') as { readonly z: typeof z }).z;
}
