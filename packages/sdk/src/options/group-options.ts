/** The options of `group`: what each accepts. */
import type { SourceLocation, TaskloomError } from '../errors.js';
import { findOptionProblems } from './check-options.js';
import { loadZod } from './load-zod.js';
import type { TaskOverrides } from './public-options.js';
import { overrideSchemas } from './task-option-schemas.js';
import { UNAVAILABLE_TASK_OPTIONS } from './unavailable-options.js';

export interface GroupOptions {
  /** For the tasks called inside: over the DAG's defaults, below what the task itself says. */
  defaults?: TaskOverrides;
  tooltip?: string;
}

/** Everything that is wrong with the options of one group, those under `defaults` included. */
export function checkGroupOptions(
  options: GroupOptions,
  id: string,
  location: SourceLocation | undefined,
): readonly TaskloomError[] {
  const z = loadZod();
  const problems = findOptionProblems(options, {
    what: `group "${id}"`,
    location,
    schemas: { defaults: z.looseObject({}, { error: 'an object' }), tooltip: z.string({ error: 'a text' }) },
    unavailable: new Set(),
  });
  if (problems.length > 0) return problems;
  const { taskId: _, ...schemas } = overrideSchemas();
  return findOptionProblems(options.defaults ?? {}, {
    what: `group "${id}", defaults`,
    location,
    schemas,
    unavailable: UNAVAILABLE_TASK_OPTIONS,
    findElsewhere: (name) => (name === 'taskId' ? 'It names one task: give it to that.' : undefined),
  });
}
