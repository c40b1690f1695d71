/** The entries of a journal as they are read back. They were on disk, where anything may have happened to them. */
import { z } from 'zod';
import type { TaskFailure } from '../task-failure.js';

const date = z.iso.datetime().transform((text) => new Date(text));
const mapIndexes = z.array(z.number().int().min(0)).readonly();
const instance = z.object({ taskId: z.string(), mapIndexes });
const run = { at: date, runId: z.string() };
const state = z.enum([
  'running',
  'success',
  'failed',
  'skipped',
  'upstream_failed',
  'up_for_retry',
  'up_for_reschedule',
  'cancelled',
]);

const failure = z.looseObject({
  code: z.string().exactOptional(),
  type: z.string(),
  message: z.string(),
  traceback: z.string(),
  hint: z.string().exactOptional(),
  frames: z.array(z.looseObject({ file: z.string(), line: z.number(), function: z.string() })),
});

const event = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    ...run,
    dagId: z.string(),
    state: z.enum(['running', 'success', 'failed', 'cancelled']),
  }),
  z.object({
    kind: z.literal('task'),
    ...run,
    ...instance.shape,
    mapIndex: z.number().int(),
    mapName: z.string().exactOptional(),
    attempt: z.number().int().min(0),
    state,
    error: z.custom<TaskFailure>((value) => failure.safeParse(value).success).exactOptional(),
    reason: z.string().exactOptional(),
    isStopped: z.literal(true).exactOptional(),
    skips: z.array(z.string()).exactOptional(),
    nextAttemptAt: date.exactOptional(),
  }),
  z.object({ kind: z.literal('map'), ...run, ...instance.shape, length: z.number().int().min(0) }),
]);

/** In the journal itself, or in a file of its own. */
const stored = {
  value: z.string().exactOptional(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
};

export const journalEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('header'),
    runId: z.string(),
    dagId: z.string(),
    digest: z.string(),
    logicalDate: date,
    params: z.string(),
    sourceFile: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('event'), event }),
  z.object({ kind: z.literal('xcom'), ...instance.shape, key: z.string(), ...stored }),
  z.object({ kind: z.literal('xcoms-cleared'), ...instance.shape }),
  z.object({ kind: z.literal('cleared'), instances: z.array(instance) }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;
