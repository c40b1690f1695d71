/**
 * Small graphs for tests: "a>b b>c d" as planned tasks, in the order in which the names first appear. What has two
 * letters `xa` with a lower-case `x` or `y` first is in the map of that name: "l>xa>xb" has `xa` and `xb` in the map `x`. What
 * begins with `s` or `t` and a digit is a setup or a teardown.
 */
import type { InputSpec, MapSpec } from '@taskloom/sdk/internal';
import type { PlannedTask } from '../../../packages/runtime/src/ports.js';
import { createTaskGraph, type TaskGraph } from '../../../packages/runtime/src/scheduler/task-graph.js';

type Options = Partial<PlannedTask['spec']['options']>;

export function parseGraph(notation: string, options: Options | ((taskId: string) => Options) = {}): PlannedTask[] {
  const upstreams = new Map<string, string[]>();
  for (const part of notation.split(' ')) {
    const names = part.split('>');
    for (const name of names) if (!upstreams.has(name)) upstreams.set(name, []);
    names.slice(1).forEach((name, index) => {
      upstreams.get(name)?.push(names[index] ?? '');
    });
  }
  return [...upstreams].map(([taskId, upstream]) =>
    createTask(taskId, upstream, typeof options === 'function' ? options(taskId) : options),
  );
}

/** With maps over what a task gives, or over a literal list: `{ x: 'l', y: [1, 2] }`; `y` in `x` as `y/x`. */
export function parseMappedGraph(
  notation: string,
  lists: Readonly<Record<string, string | readonly number[]>>,
  options: Options | ((taskId: string) => Options) = {},
): TaskGraph {
  const maps = Object.entries(lists).map(([name, list]): MapSpec => {
    const [mapId = '', parentId] = name.split('/');
    const over: InputSpec =
      typeof list === 'string' ? { kind: 'xcom', taskId: list, path: [] } : { kind: 'value', value: list };
    const result: InputSpec = { kind: 'value', value: null };
    return { mapId, over, result, ...(parentId === undefined ? {} : { parentId }) };
  });
  const tasks = parseGraph(notation, options).map((task) => {
    const mapId = maps.find((map) => task.spec.taskId.startsWith(map.mapId))?.mapId;
    return mapId === undefined ? task : { ...task, spec: { ...task.spec, mapId } };
  });
  return createTaskGraph(tasks, maps);
}

function createTask(taskId: string, upstream: string[], options: Options): PlannedTask {
  class Empty {
    flow(): void {}
  }
  const location = { file: '/pipeline.ts', line: 1, column: 1 };
  const phase = readPhase(taskId);
  const rule = phase?.kind === 'teardown' ? ('all_done_setup_success' as const) : ('all_success' as const);
  const merged = { retries: 0, retryDelayMs: 0, triggerRule: rule, ...options };
  const fn = (): void => undefined;
  const phased = phase === undefined ? {} : { phase };
  return {
    spec: { taskId, method: taskId, kind: 'typescript', options: merged, args: [], upstream, ...phased },
    method: { name: taskId, kind: 'typescript', fn, declaringClass: 'Empty', options: merged, conditions: [] },
    dagClass: Empty,
    location,
  };
}

function readPhase(taskId: string): PlannedTask['spec']['phase'] {
  if (/^s\d/.test(taskId)) return { kind: 'setup' };
  return /^t\d/.test(taskId) ? { kind: 'teardown', onFailureFailDagRun: false } : undefined;
}
