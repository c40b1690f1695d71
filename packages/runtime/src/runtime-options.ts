/** The options of `createRuntime` and of a run: checked by zod, with the defaults filled in. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Duration } from '@taskloom/sdk';
import { findDuration, hasFourDigitYear } from '@taskloom/sdk/internal';
import { z } from 'zod';
import { runtimeError } from './errors.js';
import type { RunEvent, RunState } from './run-event.js';

export interface RuntimeOptions {
  /** Where runs, values, logs and environments are kept. Default: TASKLOOM_HOME, or `.taskloom` in the working directory. */
  home?: string;
  /** Task instances running at once, in all runs together. Default: the number of processors. */
  concurrency?: number;
  /** How many slots each pool has: what tasks with that `pool` take while they run, in all runs together. */
  pools?: Record<string, number>;
  /** The longest list that a task may be mapped over. Default 100,000. */
  maxMapLength?: number;
  /** The interpreter that virtualenvs are built on when a task names none: a version or a path. Default: TASKLOOM_PYTHON, or '3'. */
  python?: string;
  /** Whether uv, where it is there, fetches a Python that is not on the machine. Default 'never'. */
  pythonDownloads?: 'auto' | 'never';
  /** Between SIGTERM and SIGKILL. Default 5 s. A bare number is seconds. */
  gracePeriod?: Duration;
  /**
   * Whether a lock file that does not hold what a task requires is refused, and a missing one as well. Default: where CI
   * is set one that is stale is refused, a missing one is not.
   */
  frozen?: boolean;
  /** Called with every event of every run, in order. What one throws is reported as a warning and changes nothing. */
  observers?: readonly ((event: RunEvent) => void)[];
}

export interface RunOptions {
  params?: Record<string, unknown>;
  /** Names the run's folder. Default: made from the time. */
  runId?: string;
  /** The instant that the run is about. Default: now. */
  logicalDate?: Date;
  /** Cancels the run. */
  signal?: AbortSignal;
}

/** Of a run that goes on. Its params and its logical date are those that it began with. */
export interface ResumeOptions {
  /** Cancels the run. */
  signal?: AbortSignal;
  /**
   * What is to run again though it has ended: ids of tasks (`load`), of instances (`load[3]`) and of groups. What comes
   * after them runs again as well, and so do the setups and teardowns of all that does.
   */
  clear?: readonly string[];
  /** Clears what failed, and what never ran because of that. */
  failed?: boolean;
}

/** Which runs to list. */
export interface RunFilter {
  dagId?: string;
  state?: RunState;
  /** At most so many, those that began last. */
  limit?: number;
}

/** Of one task alone, which has no run. */
export type TaskRunOptions = Pick<RunOptions, 'params' | 'logicalDate' | 'signal'>;

export interface ResolvedRuntimeOptions {
  /** Absolute. */
  readonly home: string;
  readonly concurrency: number;
  readonly pools: Readonly<Record<string, number>>;
  readonly maxMapLength: number;
  readonly python?: string;
  readonly pythonDownloads: 'auto' | 'never';
  readonly gracePeriodMs: number;
  readonly frozen: 'never' | 'stale' | 'missing';
  readonly observers: readonly ((event: RunEvent) => void)[];
}

const DEFAULT_GRACE_MS = 5000;
const DEFAULT_MAP_LENGTH = 100_000;

const runtimeOptions = z.strictObject({
  home: z.string().min(1).optional(),
  concurrency: z.number().int().min(1).optional(),
  pools: z.record(z.string().min(1), z.number().int().min(0)).optional(),
  maxMapLength: z.number().int().min(1).optional(),
  python: z.string().min(1).optional(),
  pythonDownloads: z.enum(['auto', 'never'], { error: "must be 'auto' or 'never'" }).optional(),
  gracePeriod: z
    .custom((value) => findDuration(value) !== undefined, { error: 'must be a duration: 5, "5s", "1m"' })
    .optional(),
  frozen: z.boolean().optional(),
  observers: z.array(z.custom<(event: RunEvent) => void>((value) => typeof value === 'function')).optional(),
});

const runOptions = z.strictObject({
  params: z.record(z.string(), z.unknown()).optional(),
  runId: z.string().optional(),
  logicalDate: z.date().refine(hasFourDigitYear, { error: 'must be a date of the years 1000 to 9999' }).optional(),
  signal: z.instanceof(AbortSignal).optional(),
});

const resumeOptions = z.strictObject({
  signal: z.instanceof(AbortSignal).optional(),
  clear: z.array(z.string()).optional(),
  failed: z.boolean().optional(),
});

/** @throws TaskloomError USAGE */
export function resolveRuntimeOptions(options: RuntimeOptions): ResolvedRuntimeOptions {
  check(runtimeOptions, options, 'createRuntime');
  const { home, concurrency, pools, maxMapLength, python, pythonDownloads, gracePeriod, frozen, observers } = options;
  return Object.freeze({
    home: resolve(home ?? (process.env['TASKLOOM_HOME'] || '.taskloom')),
    concurrency: concurrency ?? availableParallelism(),
    pools: Object.freeze({ ...pools }),
    maxMapLength: maxMapLength ?? DEFAULT_MAP_LENGTH,
    pythonDownloads: pythonDownloads ?? 'never',
    gracePeriodMs: findDuration(gracePeriod) ?? DEFAULT_GRACE_MS,
    frozen: findFrozen(frozen),
    observers: Object.freeze([...(observers ?? [])]),
    ...findPython(python),
  });
}

function findFrozen(option: boolean | undefined): ResolvedRuntimeOptions['frozen'] {
  if (option !== undefined) return option ? 'missing' : 'never';
  return /^(?:|0|false)$/i.test(process.env['CI'] ?? '') ? 'never' : 'stale';
}

/** A path in the variable starts from the working directory, one in the options from the file that has the task. */
function findPython(option: string | undefined): Pick<ResolvedRuntimeOptions, 'python'> {
  const named = process.env['TASKLOOM_PYTHON'] ?? '';
  if (option !== undefined) return { python: option };
  if (named === '') return {};
  return { python: named.includes('/') ? resolve(named) : named };
}

const runFilter = z.strictObject({
  dagId: z.string().optional(),
  state: z.enum(['running', 'success', 'failed', 'cancelled']).optional(),
  limit: z.number().int().min(1).optional(),
});

/** @throws TaskloomError USAGE */
export function checkRunFilter(filter: RunFilter): void {
  check(runFilter, filter, 'the list of runs');
}

/** @throws TaskloomError USAGE */
export function checkResumeOptions(options: ResumeOptions): void {
  check(resumeOptions, options, 'the run');
}

/** @throws TaskloomError USAGE */
export function checkTaskRunOptions(options: TaskRunOptions): void {
  check(runOptions.omit({ runId: true }), options, 'the task');
}

/** @throws TaskloomError USAGE */
export function checkRunOptions(options: RunOptions): void {
  check(runOptions, options, 'the run');
}

function check(schema: z.ZodType, options: unknown, whose: string): void {
  const parsed = schema.safeParse(options);
  if (parsed.success) return;
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw runtimeError('USAGE', `The options of ${whose} are not valid: ${problems.join('; ')}.`, {
    hint: 'Correct them; docs/embedding.md lists what there is.',
    details: { problems },
    cause: parsed.error,
  });
}
