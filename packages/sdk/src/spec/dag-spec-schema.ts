/** A `DagSpec` as zod checks it: for whoever reads one that was stored or sent. */
import type { z } from 'zod';
import { loadZod } from '../options/load-zod.js';
import { TRIGGER_RULES } from '../options/trigger-rule.js';
import { DAG_SPEC_VERSION, type DagSpec, type InputSpec } from './dag-spec.js';

export function createDagSpecSchema(): z.ZodType<DagSpec> {
  const z = loadZod();
  const path = z.array(z.union([z.string(), z.number()]));
  const location = z.object({ file: z.string(), line: z.int(), column: z.int(), source: z.string().optional() });

  const input: z.ZodType<InputSpec> = z.lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('value'), value: z.json() }),
      z.object({ kind: z.literal('default') }),
      z.object({ kind: z.literal('xcom'), taskId: z.string(), path }),
      z.object({ kind: z.literal('param'), path }),
      z.object({ kind: z.literal('context'), path }),
      z.object({ kind: z.literal('item'), mapId: z.string(), path }),
      z.object({ kind: z.literal('mapped'), mapId: z.string(), path }),
      z.object({ kind: z.enum(['zip', 'cross', 'concat']), lists: z.array(input), path }),
      z.object({ kind: z.literal('text'), parts: z.array(input) }),
      z.object({ kind: z.literal('list'), items: z.array(input) }),
      z.object({ kind: z.literal('object'), entries: z.array(z.tuple([z.string(), input])) }),
    ]),
  ) as z.ZodType<InputSpec>;

  const task = z.object({
    taskId: z.string(),
    method: z.string(),
    mapId: z.string().optional(),
    groupId: z.string().optional(),
    kind: z.enum(['typescript', 'virtualenv', 'externalPython', 'bash']),
    role: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('branch') }),
        z.object({ kind: z.literal('shortCircuit'), ignoreDownstreamTriggerRules: z.boolean() }),
        z.object({
          kind: z.literal('sensor'),
          pokeIntervalMs: z.number(),
          timeoutMs: z.number(),
          softFail: z.boolean(),
          mode: z.enum(['poke', 'reschedule']),
          exponentialBackoff: z.boolean(),
          maxWaitMs: z.number().optional(),
        }),
      ])
      .optional(),
    phase: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('setup') }),
        z.object({ kind: z.literal('teardown'), onFailureFailDagRun: z.boolean() }),
      ])
      .optional(),
    options: z.looseObject({
      retries: z.int(),
      retryDelayMs: z.number(),
      triggerRule: z.enum([...TRIGGER_RULES, 'all_done_setup_success']),
    }),
    args: z.array(input),
    upstream: z.array(z.string()),
    location: location.optional(),
    calledAt: location.optional(),
  });

  return z.object({
    version: z.literal(DAG_SPEC_VERSION),
    dagId: z.string(),
    description: z.string().optional(),
    schedule: z.string().nullable().optional(),
    startDate: z.string().optional(),
    endDate: z.string().optional(),
    timeZone: z.string().optional(),
    catchup: z.boolean().optional(),
    tags: z.array(z.string()),
    maxActiveTasks: z.int().optional(),
    runTimeoutMs: z.number().optional(),
    failFast: z.boolean().optional(),
    tasks: z.array(task),
    groups: z.array(z.object({ groupId: z.string(), parentId: z.string().optional(), tooltip: z.string().optional() })),
    maps: z.array(
      z.object({
        mapId: z.string(),
        parentId: z.string().optional(),
        over: input,
        result: input,
        calledAt: location.optional(),
      }),
    ),
    result: input,
    digest: z.string(),
  }) as unknown as z.ZodType<DagSpec>;
}
