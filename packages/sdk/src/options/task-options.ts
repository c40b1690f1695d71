/** The options of tasks: what is accepted for each kind, and the form in which the rest of Taskloom reads them. */
import { z } from 'zod';
import type { TaskKind, TaskOptionsSpec } from '../spec/dag-spec.js';
import { findDuration } from './duration.js';
import { TASK_ID } from './identifier.js';

const duration = z.custom((value) => findDuration(value) !== undefined, {
  error: "a number of seconds or a text like '300ms', '5s', '10m', '1h', '1d'",
});
const texts = z.union([z.string(), z.array(z.string())], { error: 'a string or a list of strings' });
const exitCode = z.int().min(0).max(255);

const overrides = {
  taskId: z.string().regex(TASK_ID, { error: '1 to 250 letters, digits and _ . -' }),
  retries: z.int().min(0),
  retryDelay: duration,
  executionTimeout: duration,
  triggerRule: z.literal('all_success', { error: "'all_success'; other rules are not available in this version" }),
  doc: z.string(),
};
const common = { ...overrides, returns: z.custom(isSchema, { error: 'a zod schema' }) };
const environment = {
  env: z.record(z.string(), z.string()),
  cwd: z.string().min(1),
  skipOnExitCode: z.union([exitCode, z.array(exitCode)], { error: 'an exit code from 0 to 255, or a list of them' }),
};
const pythonOptions = {
  ...common,
  ...environment,
  serializer: z.literal('json', { error: "'json'; pickling is not available in this version" }),
  stringArgs: z.array(z.string()),
  inheritEnv: z.union([z.boolean(), z.array(z.string())], { error: 'true, false, or a list of names' }),
  isolation: z.literal('spawn', { error: "'spawn'; forking is not available in this version" }),
};

/** By kind: every option there is, each of them optional unless `REQUIRED` says otherwise. */
export const TASK_OPTIONS: Readonly<Record<TaskKind, Readonly<Record<string, z.ZodType>>>> = {
  typescript: common,
  bash: { ...common, ...environment, appendEnv: z.boolean() },
  externalPython: { ...pythonOptions, python: z.string().min(1) },
  virtualenv: {
    ...pythonOptions,
    requirements: texts,
    python: z.string().min(1),
    systemSitePackages: z.boolean(),
    indexUrls: texts,
    findLinks: texts,
    installOptions: z.array(z.string()),
  },
};
export const TASK_OVERRIDES: Readonly<Record<string, z.ZodType>> = overrides;
export const REQUIRED_OPTIONS: Readonly<Partial<Record<TaskKind, readonly string[]>>> = { externalPython: ['python'] };

/** Options of Airflow's and of the public types that later versions bring. */
export const FUTURE_OPTIONS: ReadonlySet<string> = new Set([
  'retryPolicy',
  'retryExponentialBackoff',
  'maxRetryDelay',
  'pool',
  'poolSlots',
  'priorityWeight',
  'weightRule',
  'mapName',
  'maxActive',
  'queue',
  'onExecute',
  'onSuccess',
  'onFailure',
  'onRetry',
  'onSkipped',
  'multipleOutputs',
  'pushXCom',
  'showReturnValueInLogs',
  'templatesDict',
  'templatesExts',
  'expectAirflow',
  'expectPendulum',
  'preload',
  'installer',
  'cachePath',
]);

/** Checked options, merged from the weakest to the strongest, in the form of the spec. */
export function normalizeTaskOptions(...layers: readonly Readonly<Record<string, unknown>>[]): TaskOptionsSpec {
  const merged: Record<string, unknown> = Object.assign({}, ...layers);
  const env = Object.assign({}, ...layers.map((layer) => layer['env']));
  const spec: Record<string, unknown> = {
    retries: merged['retries'] ?? 0,
    retryDelayMs: findDuration(merged['retryDelay'] ?? 300),
    triggerRule: merged['triggerRule'] ?? 'all_success',
    executionTimeoutMs: findDuration(merged['executionTimeout']),
    env: Object.keys(env).length === 0 ? undefined : env,
    skipOnExitCode: toList(merged['skipOnExitCode']),
    indexUrls: toList(merged['indexUrls']),
    findLinks: toList(merged['findLinks']),
  };
  for (const name of PASSED_ON) spec[name] = merged[name];
  const given = Object.entries(spec).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as TaskOptionsSpec;
}

const PASSED_ON = [
  'doc',
  'inheritEnv',
  'cwd',
  'stringArgs',
  'python',
  'requirements',
  'systemSitePackages',
  'installOptions',
  'appendEnv',
] as const;

function toList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}
