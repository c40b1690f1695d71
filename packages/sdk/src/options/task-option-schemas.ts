/** What each option of a task accepts, by the kind of the task. Every message completes "… must be". */
import type { z } from 'zod';
import type { TaskKind, TaskPhaseSpec, TaskRoleSpec } from '../spec/dag-spec.js';
import { DURATION_FORM, findDuration } from './duration.js';
import { loadZod } from './load-zod.js';
import { TRIGGER_RULES } from './trigger-rule.js';

/** A schema for each option there is. That an option is required is said beside it. */
export type OptionSchemas = Readonly<Record<string, z.ZodType>>;

/** By kind: every option of its decorator. */
export function taskOptionSchemas(kind: TaskKind): OptionSchemas {
  return createSchemas()[kind];
}

/** Of a role's decorator: what a call can change, and what the role asks for. */
export function roleOptionSchemas(role: TaskRoleSpec['kind'] | TaskPhaseSpec['kind']): OptionSchemas {
  const { overrides, flag, sensor } = createSchemas();
  switch (role) {
    case 'branch':
      return overrides;
    case 'shortCircuit':
      return { ...overrides, ignoreDownstreamTriggerRules: flag };
    case 'sensor':
      return { ...overrides, ...sensor };
    case 'setup':
      return {};
    case 'teardown':
      return { onFailureFailDagRun: flag };
  }
}

/** Options that a call in `flow`, a group, or the DAG can give. */
export function overrideSchemas(): OptionSchemas {
  return createSchemas().overrides;
}

/** The kinds whose decorators have an option of that name. */
export function listKindsWith(option: string): readonly TaskKind[] {
  const { overrides: _, sensor: __, flag: ___, ...kinds } = createSchemas();
  return (Object.keys(kinds) as TaskKind[]).filter((kind) => Object.hasOwn(kinds[kind], option));
}

export const REQUIRED_OPTIONS: Readonly<Record<TaskKind, readonly string[]>> = {
  typescript: [],
  virtualenv: [],
  externalPython: ['python'],
  bash: [],
};

type AllSchemas = Readonly<Record<TaskKind | 'overrides' | 'sensor', OptionSchemas>> & { readonly flag: z.ZodType };

let schemas: AllSchemas | undefined;

function createSchemas(): AllSchemas {
  if (schemas !== undefined) return schemas;
  const zod = loadZod();
  const shared = createSharedSchemas(zod);
  const { overrides, sensor, common, process, python, texts, text, flag, list } = shared;
  schemas = {
    overrides,
    sensor,
    flag,
    typescript: common,
    bash: { ...common, ...process, appendEnv: flag },
    externalPython: { ...common, ...process, ...python, python: text },
    virtualenv: {
      ...common,
      ...process,
      ...python,
      python: text,
      requirements: texts,
      systemSitePackages: flag,
      indexUrls: texts,
      findLinks: texts,
      installOptions: list,
      installer: zod.enum(['auto', 'uv', 'pip'], { error: "'auto', 'uv' or 'pip'" }),
      cachePath: text,
    },
  };
  return schemas;
}

function createSharedSchemas(zod: typeof z) {
  const text = zod.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' });
  const list = zod.array(zod.string({ error: 'a text' }), { error: 'a list of texts' });
  const texts = zod.union([zod.string(), list], { error: 'a text or a list of texts' });
  const flag = zod.boolean({ error: 'true or false' });
  const count = { error: 'a whole number, 0 or more' };
  const duration = zod.custom((value) => findDuration(value) !== undefined, { error: DURATION_FORM });
  const period = zod.custom((value) => (findDuration(value) ?? 0) > 0, { error: `${DURATION_FORM}, above 0` });
  const callback = zod.custom((value) => typeof value === 'function', { error: 'a function' });
  const atLeastOne = { error: 'a whole number, 1 or more' };
  const positive = zod.int(atLeastOne).min(1, atLeastOne);
  // Each check has the words: of what has the right type, a union tells what its member said.
  const code = { error: 'an exit code from 0 to 255' };
  const exitCode = zod.int(code).min(0, code).max(255, code);
  const overrides = {
    // Its characters and its length are looked at with the prefix that it gets in flow.
    taskId: text,
    retries: zod.int(count).min(0, count),
    retryDelay: duration,
    retryExponentialBackoff: zod.custom(isBackoff, { error: 'true, false, or a number of at least 1' }),
    maxRetryDelay: duration,
    retryPolicy: zod.array(
      zod.strictObject(
        {
          on: zod.union([text, list], { error: 'a text or a list of texts' }),
          action: zod.enum(['retry', 'fail'], { error: "'retry' or 'fail'" }),
          delay: duration.optional(),
        },
        { error: "an object like { on: 'ValueError', action: 'fail' }" },
      ),
      { error: 'a list of rules' },
    ),
    executionTimeout: period,
    triggerRule: zod.enum(TRIGGER_RULES, { error: `one of ${TRIGGER_RULES.join(', ')}` }),
    pool: text,
    poolSlots: positive,
    priorityWeight: zod.int({ error: 'a whole number' }),
    weightRule: zod.enum(WEIGHT_RULES, { error: `one of ${WEIGHT_RULES.join(', ')}` }),
    mapName: callback,
    maxActive: positive,
    doc: zod.string({ error: 'a text' }),
    onExecute: callback,
    onSuccess: callback,
    onFailure: callback,
    onRetry: callback,
    onSkipped: callback,
  };
  const sensor = {
    pokeInterval: period,
    timeout: period,
    softFail: flag,
    mode: zod.enum(['poke', 'reschedule'], { error: "'poke' or 'reschedule'" }),
    exponentialBackoff: flag,
    maxWait: period,
  };
  const common = {
    ...overrides,
    returns: zod.custom(isSchema, { error: 'a zod schema' }),
    multipleOutputs: flag,
    pushXCom: flag,
    showReturnValueInLogs: flag,
  };
  const process = {
    env: createEnvSchema(zod),
    cwd: text,
    skipOnExitCode: zod.union([exitCode, zod.array(exitCode)], {
      error: `${code.error}, or a list of them`,
    }),
  };
  const python = {
    serializer: zod.enum(['json', 'pickle', 'cloudpickle', 'dill'], {
      error: "'json', 'pickle', 'cloudpickle' or 'dill'",
    }),
    isolation: zod.literal('spawn', { error: "'spawn': forking is not available in this version" }),
    stringArgs: list,
    inheritEnv: zod.union([flag, list], { error: 'true, false, or a list of names' }),
  };
  return { overrides, sensor, common, process, python, texts, text, flag, list };
}

const WEIGHT_RULES = ['downstream', 'upstream', 'absolute'] as const;

function isBackoff(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value) && value >= 1);
}

/** Environment variables. Also those that a process could not be started with are refused. */
export function createEnvSchema(zod: typeof z): z.ZodType {
  const noNul = { error: 'a text without NUL characters' };
  const name = zod.string().regex(/^[^=\0]+$/, { error: 'names without "=" and NUL characters' });
  return zod.record(name, zod.string({ error: 'a text' }).regex(/^[^\0]*$/, noNul), {
    error: (issue) => (issue.code === 'invalid_key' ? 'named without "=" and NUL characters' : 'an object of texts'),
  });
}

/** Not `instanceof`: the author's zod may be another copy than ours. */
export function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';
}
