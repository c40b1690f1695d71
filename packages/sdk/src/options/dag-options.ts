/** The options of `@dag`, checked and with their defaults. */
import { z } from 'zod';
import { DAG_ID } from './identifier.js';
import type { DagOptions } from './public-options.js';
import { TASK_OPTIONS } from './task-options.js';

const { python, ...pythonDefaults } = TASK_OPTIONS['externalPython'];

/** What may stand in `defaults`: options of any kind of task. A task takes those that its kind has. */
export const DEFAULT_OPTIONS: Readonly<Record<string, z.ZodType>> = {
  ...pythonDefaults,
  ...(python === undefined ? {} : { python }),
};

export const DAG_OPTIONS: Readonly<Record<string, z.ZodType>> = {
  id: z.string().regex(DAG_ID, { error: '1 to 250 letters, digits and _ . -' }),
  description: z.string(),
  defaults: z.record(z.string(), z.unknown()),
  params: z.custom((value) => typeof value === 'object' && value !== null && 'safeParse' in value, {
    error: 'a zod schema',
  }),
  tags: z.array(z.string()),
  schedule: z.string().nullable(),
  source: z.union([z.string(), z.instanceof(URL)], { error: 'a path or a URL: import.meta.url' }),
};

export type ResolvedDagOptions = DagOptions & { readonly id: string };

export function resolveDagOptions(options: DagOptions, className: string): ResolvedDagOptions {
  return Object.freeze({ ...options, id: options.id ?? className });
}
