/** From what authors wrote, in layers, to the options in the form of the spec. */
import type { RetryRuleSpec, TaskOptionsSpec } from '../spec/dag-spec.js';
import { findDuration } from './duration.js';
import type { RetryRule, TaskCallbacks } from './public-options.js';

/** Checked options as their author wrote them. */
export type OptionLayer = Readonly<Record<string, unknown>>;

/** Airflow's default. */
const RETRY_DELAY_SECONDS = 300;

/**
 * One set of options, frozen, from the weakest layer to the strongest. `env` is merged, the stronger winning. Lists
 * are copied: what the author keeps may change.
 */
export function normalizeTaskOptions(...layers: readonly OptionLayer[]): TaskOptionsSpec {
  const merged = mergeLayers(layers);
  const spec: Record<string, unknown> = {
    retries: merged['retries'] ?? 0,
    retryDelayMs: findDuration(merged['retryDelay'] ?? RETRY_DELAY_SECONDS),
    triggerRule: merged['triggerRule'] ?? 'all_success',
    retryBackoff: findBackoff(merged['retryExponentialBackoff']),
    maxRetryDelayMs: findDuration(merged['maxRetryDelay']),
    retryPolicy: (merged['retryPolicy'] as readonly RetryRule[] | undefined)?.map(normalizeRule),
    executionTimeoutMs: findDuration(merged['executionTimeout']),
    env: mergeEnv(layers),
    skipOnExitCode: toList(merged['skipOnExitCode']),
    indexUrls: toList(merged['indexUrls']),
    findLinks: toList(merged['findLinks']),
    serializer: merged['serializer'] === 'json' ? undefined : merged['serializer'],
  };
  for (const name of PASSED_ON) spec[name] = copy(merged[name]);
  const given = Object.entries(spec).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(given)) as unknown as TaskOptionsSpec;
}

/** Airflow's: the wait doubles where nothing else is said. */
const BACKOFF = 2;

function findBackoff(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === true ? BACKOFF : undefined;
}

function normalizeRule({ on, action, delay }: RetryRule): RetryRuleSpec {
  const delayMs = findDuration(delay);
  return Object.freeze({
    on: Object.freeze(typeof on === 'string' ? [on] : [...on]),
    action,
    ...(delayMs === undefined ? {} : { delayMs }),
  });
}

const PASSED_ON = [
  'doc',
  'pool',
  'poolSlots',
  'priorityWeight',
  'weightRule',
  'maxActive',
  'multipleOutputs',
  'pushXCom',
  'showReturnValueInLogs',
  'inheritEnv',
  'cwd',
  'stringArgs',
  'python',
  'requirements',
  'systemSitePackages',
  'installOptions',
  'installer',
  'cachePath',
  'appendEnv',
] as const;

/** Functions that belong to a task, which a spec cannot hold. */
export function pickCallbacks(...layers: readonly OptionLayer[]): TaskCallbacks {
  const merged = mergeLayers(layers);
  const given = CALLBACKS.filter((name) => merged[name] !== undefined);
  return Object.freeze(Object.fromEntries(given.map((name) => [name, merged[name]])));
}

const CALLBACKS = ['mapName', 'onExecute', 'onSuccess', 'onFailure', 'onRetry', 'onSkipped'] as const;

/** The strongest layer last. An option given as undefined is one that was left out. */
export function mergeLayers(layers: readonly OptionLayer[]): OptionLayer {
  const given = layers.flatMap((layer) => Object.entries(layer).filter(([, value]) => value !== undefined));
  return Object.fromEntries(given);
}

/** Sorted, so that the order in which variables are written does not change the DAG's digest. */
function mergeEnv(layers: readonly OptionLayer[]): Readonly<Record<string, string>> | undefined {
  const env: Record<string, string> = Object.assign({}, ...layers.map((layer) => layer['env']));
  const entries = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.freeze(Object.fromEntries(entries));
}

function toList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? copy(value) : Object.freeze([value]);
}

function copy(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze([...value]) : value;
}
