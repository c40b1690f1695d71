/** The methods of a decorated class as `flow` can call them. */
import type { z } from 'zod';
import { type ClassMethod, listMethods, splitRoles } from '../metadata/list-methods.js';
import type { RoleEntry, TaskEntry } from '../metadata/records.js';
import { findDuration } from '../options/duration.js';
import { normalizeTaskOptions, type OptionLayer } from '../options/normalize-task-options.js';
import { type OptionSchemas, overrideSchemas, taskOptionSchemas } from '../options/task-option-schemas.js';
import type { FlowTask } from '../wiring/task-handles.js';
import type { Condition, DagClass, MethodDefinition } from './dag-definition.js';
import type { SensorSpec, TaskPhaseSpec, TaskRoleSpec, TaskRule } from './dag-spec.js';

export interface ClassTasks {
  readonly tasks: ReadonlyMap<string, FlowTask>;
  /** Names of methods without a decorator. */
  readonly helpers: ReadonlySet<string>;
}

/** @param dagDefaults the options that the DAG gives to all its tasks */
export function listFlowTasks(dagClass: DagClass, dagDefaults: OptionLayer): ClassTasks {
  const tasks = new Map<string, FlowTask>();
  const helpers = new Set<string>();
  for (const member of listMethods(dagClass)) {
    const entry = findEntry(member);
    if (entry === undefined) helpers.add(member.name);
    else tasks.set(member.name, createFlowTask(member, entry, dagDefaults));
  }
  return { tasks, helpers };
}

/** A role or a condition alone stands on a TypeScript body. */
function findEntry({ entries, roles, conditions }: ClassMethod): TaskEntry | undefined {
  const [entry] = entries;
  const [other] = [...roles, ...conditions];
  if (entry !== undefined || other === undefined) return entry;
  return { kind: 'typescript', options: {}, ...(other.location === undefined ? {} : { location: other.location }) };
}

function createFlowTask(member: ClassMethod, entry: TaskEntry, allDefaults: OptionLayer): FlowTask {
  const accepted = taskOptionSchemas(entry.kind);
  const dagDefaults = Object.fromEntries(Object.entries(allDefaults).filter(([name]) => Object.hasOwn(accepted, name)));
  // `@dag` has checked that it is an object.
  const { deciding, phases } = splitRoles(member.roles);
  const said = Object.entries({ ...(deciding[0]?.options as OptionLayer | undefined) });
  const ofTask = Object.fromEntries(said.filter(([name]) => Object.hasOwn(overrideSchemas(), name)));
  // Whatever the DAG says of its tasks: a teardown is none of them.
  const rule = phases[0]?.role === 'teardown' ? { triggerRule: TEARDOWN_RULE } : {};
  const own = addToNode({ ...(entry.options as OptionLayer), ...ofTask, ...rule }, dagDefaults, accepted);
  return { method: defineMethod(member, entry, [dagDefaults, own]), dagDefaults, own };
}

/** Of a bash task, only an `env` of its own takes the place of Node's variables: the DAG's is laid over them. */
function addToNode(own: OptionLayer, dagDefaults: OptionLayer, accepted: OptionSchemas): OptionLayer {
  const replaces = Object.keys(own['env'] ?? {}).length > 0;
  const isAdded = Object.hasOwn(accepted, 'appendEnv') && dagDefaults['env'] !== undefined && !replaces;
  return isAdded ? { ...own, appendEnv: true } : own;
}

const TEARDOWN_RULE: TaskRule = 'all_done_setup_success';

function defineRole(entry: RoleEntry | undefined): TaskRoleSpec | undefined {
  const options = { ...(entry?.options as OptionLayer | undefined) };
  switch (entry?.role) {
    case 'branch':
      return { kind: 'branch' };
    case 'shortCircuit':
      return { kind: 'shortCircuit', ignoreDownstreamTriggerRules: options['ignoreDownstreamTriggerRules'] !== false };
    case 'sensor':
      return defineSensor(options);
    default:
      return undefined;
  }
}

/** Airflow's defaults: a poke a minute, for a week. */
function defineSensor(options: OptionLayer): SensorSpec {
  const maxWaitMs = findDuration(options['maxWait']);
  return {
    kind: 'sensor',
    pokeIntervalMs: findDuration(options['pokeInterval'] ?? '60s') ?? 0,
    timeoutMs: findDuration(options['timeout'] ?? '7d') ?? 0,
    softFail: options['softFail'] === true,
    mode: options['mode'] === 'reschedule' ? 'reschedule' : 'poke',
    exponentialBackoff: options['exponentialBackoff'] === true,
    ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
  };
}

function definePhase(entry: RoleEntry | undefined): TaskPhaseSpec | undefined {
  if (entry?.role === 'setup') return { kind: 'setup' };
  if (entry?.role !== 'teardown') return undefined;
  const { onFailureFailDagRun = false } = entry.options as { readonly onFailureFailDagRun?: boolean };
  return { kind: 'teardown', onFailureFailDagRun };
}

function defineMethod(
  { name, fn, declaringClass, roles, conditions }: ClassMethod,
  { kind, location }: TaskEntry,
  layers: readonly OptionLayer[],
): MethodDefinition {
  const returns = layers.findLast((layer) => layer['returns'] !== undefined)?.['returns'] as z.ZodType | undefined;
  const { deciding, phases } = splitRoles(roles);
  const role = defineRole(deciding[0]);
  const phase = definePhase(phases[0]);
  return Object.freeze({
    name,
    kind,
    ...(role === undefined ? {} : { role }),
    ...(phase === undefined ? {} : { phase }),
    fn,
    declaringClass,
    options: normalizeTaskOptions(...layers),
    // The outermost decorator is asked first. `@dag` has checked that they are functions.
    conditions: conditions.toReversed().map(({ mode, condition }) => ({ mode, condition: condition as Condition })),
    ...(returns === undefined ? {} : { returns }),
    ...(location === undefined ? {} : { location }),
  });
}
