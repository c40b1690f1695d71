/** Scopes: tasks between a setup and the teardown of what it made. */
import { types } from 'node:util';
import { findCallSite } from '../call-site.js';
import type { SourceLocation } from '../errors.js';
import type { TaskPhaseSpec } from '../spec/dag-spec.js';
import { getRecorder, type Recorder } from './recorder.js';
import { findStandIn } from './stand-ins.js';
import type { Ref } from './xcom.js';

/**
 * The tasks that `wire` calls run between `setup` and `teardown`: none before the setup has succeeded, and the teardown
 * when all of them are over, whatever became of them. What is no setup or no teardown is a problem of the DAG,
 * SCOPE_INVALID.
 *
 * @throws TaskloomError FLOW_NOT_RUNNING
 */
export function scoped<R>(setup: Ref<unknown>, teardown: Ref<unknown>, wire: () => R): R {
  const location = findCallSite(scoped);
  const recorder = getRecorder('scoped', location);
  const before = new Set(recorder.tasks.keys());
  const returned = wire();
  const call = { recorder, location };
  if (types.isPromise(returned)) refusePromise(returned, call);
  const setupId = findPhase(setup, 'setup', call);
  const teardownId = findPhase(teardown, 'teardown', call);
  if (setupId === undefined || teardownId === undefined) return returned;
  const tasks = [...recorder.tasks.keys()].filter((id) => !before.has(id));
  recorder.scopes.push({ edgeCount: recorder.edges.length, setupId, teardownId, tasks, location });
  return returned;
}

interface Call {
  readonly recorder: Recorder;
  readonly location: SourceLocation | undefined;
}

function refusePromise(promise: Promise<unknown>, { recorder, location }: Call): void {
  promise.catch(() => undefined);
  recorder.report('FLOW_ASYNC', 'The function of a scope is async.', {
    hint: 'Leave `async` and `await` out: tasks wait for their arguments by themselves.',
    location,
  });
}

/** The id of the task, where it has the role. */
function findPhase(value: unknown, phase: TaskPhaseSpec['kind'], { recorder, location }: Call): string | undefined {
  const standIn = findStandIn(value);
  const isOwn = standIn?.kind === 'reference' && standIn.recorder === recorder;
  const source = isOwn ? standIn.source : undefined;
  const ids = source?.kind === 'xcom' ? [source.taskId] : [];
  const [id] = source?.kind === 'mapped' ? listMappedTasks(source.mapId, recorder) : ids;
  const found = recorder.tasks.get(id ?? '');
  if (found?.phase?.kind === phase) return id;
  const said = found === undefined ? 'no task' : `the task "${id}", which is no ${phase},`;
  recorder.report('SCOPE_INVALID', `scoped was given ${said} as its ${phase}.`, {
    hint: `Put @task.${phase}() on the method, and pass what calling it gives.`,
    location,
  });
  return undefined;
}

/** Of a setup or a teardown that is mapped by itself. */
function listMappedTasks(mapId: string, { tasks }: Recorder): readonly string[] {
  return [...tasks.values()].filter((task) => task.mapId === mapId).map(({ taskId }) => taskId);
}
