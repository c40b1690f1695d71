/** From a decorated class to its definition: calls `flow` once with recording handles, and freezes what it did. */
import { inspect } from 'node:util';
import { authorError, type TaskloomError } from '../errors.js';
import { findOtherCopy } from '../metadata/find-other-copy.js';
import { findDagRecord } from '../metadata/store.js';
import type { ResolvedDagOptions } from '../options/dag-options.js';
import { findDuration } from '../options/duration.js';
import { checkLists, checkRules } from '../wiring/check-rules.js';
import { Recorder } from '../wiring/recorder.js';
import { reportCycle } from '../wiring/report-cycle.js';
import { resolveEdges } from '../wiring/resolve-edges.js';
import { callFlow, NO_RESULT } from './call-flow.js';
import type { DagClass, DagDefinition } from './dag-definition.js';
import { DAG_SPEC_VERSION, type DagSpec, type InputSpec } from './dag-spec.js';
import { describeTimetable } from './describe-timetable.js';
import { digestSpec } from './digest.js';
import { listFlowTasks } from './list-flow-tasks.js';

/** Never throws for what is wrong with the class or its flow: that is in `problems`. */
export function describeDag(dagClass: DagClass): DagDefinition {
  const record = findDagRecord(dagClass);
  if (record === undefined) return refuseClass(dagClass, String(dagClass?.name), describeUndecorated(dagClass));
  const otherCopy = findOtherCopy(dagClass, record);
  if (otherCopy !== undefined) return refuseClass(dagClass, record.options.id, otherCopy);
  const recorder = new Recorder();
  const { options } = record;
  const classTasks = listFlowTasks(dagClass, { ...options.defaults });
  const sourceFile = options.source ?? record.location?.file;
  const result = callFlow(dagClass, classTasks, { recorder, sourceFile, location: record.location });
  return Object.freeze({
    spec: createSpec(options, recorder, result),
    dagClass,
    methods: new Map([...classTasks.tasks].map(([name, { method }]) => [name, method])),
    problems: recorder.problems,
    callbacks: recorder.callbacks,
    ...(options.onSuccess === undefined ? {} : { onSuccess: options.onSuccess }),
    ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
    ...(options.params === undefined ? {} : { params: options.params }),
    ...(sourceFile === undefined ? {} : { sourceFile }),
  });
}

/** The definition of a DAG without tasks. */
function refuseClass(dagClass: DagClass, id: string, problem: TaskloomError): DagDefinition {
  const spec = createSpec({ id }, new Recorder(), NO_RESULT);
  return { spec, dagClass, methods: new Map(), callbacks: new Map(), problems: [problem] };
}

function createSpec(options: ResolvedDagOptions, recorder: Recorder, result: InputSpec): DagSpec {
  const { id, description, tags = [], maxActiveTasks, failFast } = options;
  const runTimeoutMs = findDuration(options.runTimeout);
  const upstreams = resolveEdges(recorder);
  reportCycle(upstreams, recorder);
  checkRules(upstreams, recorder);
  checkLists(recorder);
  const spec: Omit<DagSpec, 'digest'> = {
    version: DAG_SPEC_VERSION,
    dagId: id,
    ...(description === undefined ? {} : { description }),
    ...describeTimetable(options),
    tags: [...tags],
    ...(maxActiveTasks === undefined ? {} : { maxActiveTasks }),
    ...(runTimeoutMs === undefined ? {} : { runTimeoutMs }),
    ...(failFast === undefined ? {} : { failFast }),
    tasks: [...recorder.tasks.values()].map((task) => ({
      ...task,
      upstream: [...(upstreams.get(task.taskId)?.keys() ?? [])],
    })),
    groups: [...recorder.groups.values()],
    maps: [...recorder.maps.values()],
    result,
  };
  return deepFreeze({ ...spec, digest: digestSpec(spec) });
}

function describeUndecorated(dagClass: unknown): TaskloomError {
  const what =
    typeof dagClass === 'function' ? dagClass.name || 'A class without a name' : inspect(dagClass, { depth: 0 });
  return authorError('DAG_NOT_DECORATED', `${what} is not a DAG: no @dag() has run on it.`, {
    hint: suggestClass(dagClass),
  });
}

function suggestClass(dagClass: unknown): string {
  if (dagClass === undefined || dagClass === null) {
    return 'Pass the class. An import that is missing, or that goes round in a circle, is undefined.';
  }
  const { constructor: itsClass } = dagClass as { readonly constructor: { readonly name: string } };
  if (typeof dagClass === 'object' && findDagRecord(itsClass) !== undefined) {
    return `Pass the class itself, ${itsClass.name}, not an instance of it.`;
  }
  return (
    'Put @dag() on the class. If it is there, the tool that compiles the file drops decorators: set ' +
    '`experimentalDecorators` in tsconfig.json (Vite: `oxc: { decorator: { legacy: true } }`); ' +
    'Node’s type stripping cannot compile them.'
  );
}

/** Iterative: nesting comes from the author. */
function deepFreeze<T extends object>(root: T): T {
  const open: object[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    Object.freeze(value);
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) open.push(inner);
    }
  }
  return root;
}
