/** croner, loaded when the first cron expression is met: most pipelines have none. */
import { createRequire } from 'node:module';

type Croner = typeof import('croner');

/** Node keeps the module, so that only the first call takes time. */
export function loadCroner(): Croner {
  // As in load-zod.ts: a bundler has a `require` and puts what it names into the bundle, a module in Node has none.
  try {
    return require('croner');
  } catch {
    return createRequire(import.meta.url)('croner');
  }
}
