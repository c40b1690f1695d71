/** From a decorated class to its definition: calls `flow` once with recording handles, and freezes what it did. */
import { fileURLToPath } from 'node:url';
import { findErrorSite } from '../call-site.js';
import { authorError, type SourceLocation, TaskloomError } from '../errors.js';
import { type ClassMethod, listMethods } from '../metadata/check-methods.js';
import type { DagRecord } from '../metadata/records.js';
import { findDagRecord } from '../metadata/store.js';
import { normalizeTaskOptions, TASK_OPTIONS } from '../options/task-options.js';
import { createContextReference } from '../wiring/context-reference.js';
import { findCycle } from '../wiring/find-cycle.js';
import { toInputSpec } from '../wiring/inputs.js';
import { Recorder, withRecorder } from '../wiring/recorder.js';
import { createReference } from '../wiring/reference.js';
import { resolveUpstreams } from '../wiring/resolve-edges.js';
import { createTaskHandles } from '../wiring/task-handles.js';
import type { DagClass, DagDefinition, MethodDefinition } from './dag-definition.js';
import { DAG_SPEC_VERSION, type DagSpec, type InputSpec, type TaskSpec } from './dag-spec.js';
import { digestSpec } from './digest.js';

/** Never throws for what is wrong with the class or its flow: that is in `problems`. */
export function describeDag(dagClass: DagClass): DagDefinition {
  const record = findDagRecord(dagClass);
  const recorder = new Recorder();
  if (record === undefined) {
    recorder.problems.push(describeUndecorated(dagClass));
    return define(dagClass, { record, recorder, methods: new Map(), result: NO_RESULT });
  }
  const members = listMethods(dagClass);
  const layers = new Map(members.map((member) => [member.name, listLayers(member, record)]));
  const methods = new Map(
    members.flatMap((member) =>
      member.entry === undefined ? [] : [[member.name, defineMethod(member, layers)] as const],
    ),
  );
  const helpers = new Set(members.filter(({ entry }) => entry === undefined).map(({ name }) => name));
  const handles = createTaskHandles({ recorder, methods, layers, helpers, className: dagClass.name });
  const result = callFlow(dagClass, handles, recorder);
  return define(dagClass, { record, recorder, methods, result });
}

const NO_RESULT: InputSpec = { kind: 'value', value: null };

/** The DAG's defaults as far as the kind of the task has them, below what its decorator said. */
function listLayers({ entry }: ClassMethod, { options: { defaults = {} } }: DagRecord) {
  if (entry === undefined) return [];
  const applicable = Object.entries(defaults).filter(([name]) => Object.hasOwn(TASK_OPTIONS[entry.kind], name));
  return [Object.fromEntries(applicable), entry.options as Record<string, unknown>];
}

function defineMethod(
  { name, fn, declaringClass, entry }: ClassMethod,
  layers: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>,
): MethodDefinition {
  if (entry === undefined) throw authorError('INTERNAL', `${name} has no decorator.`);
  const own = layers.get(name) ?? [];
  const returns = own.findLast((layer) => layer['returns'] !== undefined)?.['returns'];
  return Object.freeze({
    name,
    kind: entry.kind,
    fn,
    declaringClass,
    options: Object.freeze(normalizeTaskOptions(...own)),
    ...(returns === undefined ? {} : { returns: returns as NonNullable<MethodDefinition['returns']> }),
    ...(entry.at === undefined ? {} : { location: entry.at }),
  });
}

function callFlow(dagClass: DagClass, handles: object, recorder: Recorder): InputSpec {
  const { flow } = dagClass.prototype as { flow?: unknown };
  if (typeof flow !== 'function') {
    recorder.report('FLOW_MISSING', `${dagClass.name} has no flow method.`, {
      hint: 'Add one: `flow({ extract, load }: Tasks<…>) { … }`.',
    });
    return NO_RESULT;
  }
  const run = {
    params: createReference({ kind: 'param', path: [] }, recorder),
    context: createContextReference(recorder),
  };
  try {
    const returned: unknown = withRecorder(recorder, () => flow.call(new dagClass(), handles, run));
    if (returned instanceof Promise) {
      returned.catch(() => undefined);
      throw authorError('FLOW_ASYNC', `${dagClass.name}.flow is async.`, {
        hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
      });
    }
    return toInputSpec(returned ?? null, { recorder, what: `What ${dagClass.name}.flow returns` });
  } catch (error) {
    recorder.problems.push(error instanceof TaskloomError ? error : describeThrown(dagClass.name, error));
    return NO_RESULT;
  }
}

interface Wired {
  readonly record: DagRecord | undefined;
  readonly recorder: Recorder;
  readonly methods: ReadonlyMap<string, MethodDefinition>;
  readonly result: InputSpec;
}

function define(dagClass: DagClass, { record, recorder, methods, result }: Wired): DagDefinition {
  const upstreams = resolveUpstreams(recorder);
  reportCycle(upstreams, recorder);
  const tasks = [...recorder.tasks.values()].map(
    (task): TaskSpec => ({ ...task, upstream: upstreams.get(task.taskId) ?? [] }),
  );
  const groups = [...recorder.groups.values()].map(({ defaults: _defaults, ...group }) => group);
  const { id = dagClass.name, description, schedule, tags = [], params, source } = record?.options ?? {};
  const spec: Omit<DagSpec, 'digest'> = {
    version: DAG_SPEC_VERSION,
    dagId: id,
    ...(description === undefined ? {} : { description }),
    ...(schedule === undefined ? {} : { schedule }),
    tags,
    tasks,
    groups,
    result,
  };
  const sourceFile = source === undefined ? record?.at?.file : toPath(source);
  return Object.freeze({
    spec: deepFreeze({ ...spec, digest: digestSpec(spec) }),
    dagClass,
    methods,
    problems: Object.freeze([...recorder.problems]),
    ...(params === undefined ? {} : { params }),
    ...(sourceFile === undefined ? {} : { sourceFile }),
  });
}

function reportCycle(upstreams: ReadonlyMap<string, readonly string[]>, recorder: Recorder): void {
  const cycle = findCycle(upstreams);
  if (cycle === undefined) return;
  const places = cycle
    .slice(1)
    .map((id) => recorder.tasks.get(id)?.calledAt)
    .filter((place) => place !== undefined);
  recorder.report('CYCLE', `The tasks wait for each other: ${cycle.join(' → ')}.`, {
    hint: 'Take one of these edges out.',
    details: { cycle, places },
    location: places[0],
  });
}

function describeUndecorated(dagClass: DagClass): TaskloomError {
  const name = typeof dagClass === 'function' && dagClass.name !== '' ? dagClass.name : String(dagClass);
  return authorError('DAG_NOT_DECORATED', `${name} is not a DAG: no @dag() has run on it.`, {
    hint:
      'Put @dag() on the class. If it is there, the tool that compiles the file drops decorators: set ' +
      '`experimentalDecorators` in tsconfig.json (Vite: `oxc: { decorator: { legacy: true } }`); Node’s type stripping cannot compile them.',
  });
}

function describeThrown(className: string, cause: unknown): TaskloomError {
  const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const location: SourceLocation | undefined = findErrorSite(cause);
  return authorError('FLOW_FAILED', `${className}.flow threw ${message}`, {
    hint: 'Correct the line; flow only wires tasks.',
    location,
    cause,
  });
}

function toPath(source: string | URL): string {
  const text = String(source);
  return text.startsWith('file:') ? fileURLToPath(text) : text;
}

/** Iterative: nesting comes from the author. */
function deepFreeze<T extends object>(root: T): T {
  const open: object[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Object.isFrozen(value)) continue;
    Object.freeze(value);
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) open.push(inner);
  }
  return root;
}
