/** Walks small graphs, with what each attempt comes to given by a function. */
import { formatInstanceId, type InstanceId } from '../../../packages/runtime/src/instance-id.js';
import type { AbortReason, AttemptOutcome, Clock, PlannedTask } from '../../../packages/runtime/src/ports.js';
import { Slots } from '../../../packages/runtime/src/scheduler/slots.js';
import { createTaskGraph, type TaskGraph } from '../../../packages/runtime/src/scheduler/task-graph.js';
import { walk } from '../../../packages/runtime/src/scheduler/walk.js';
import type { DecidedOutcome } from '../../../packages/runtime/src/scheduler/walk-request.js';

export type End = AttemptOutcome['kind'] | 'final' | { readonly skips: readonly string[] };
/** By id with map indexes, `load[3]`, what an attempt comes to. */
type Behaviour = (instance: string, attempt: number) => End | Promise<End>;

interface Walked {
  /** `a:running a:success …`, in order. */
  readonly log: string;
  readonly states: Record<string, string>;
  readonly mostAtOnce: number;
  readonly slept: number[];
}

interface WalkOptions {
  readonly concurrency?: number;
  readonly pools?: Readonly<Record<string, number>>;
  readonly maxActiveTasks?: number;
  readonly abort?: AbortController;
  readonly force?: AbortController;
  readonly failFast?: boolean;
  /** How long the list of each map is; two unless said otherwise. */
  readonly lengths?: Readonly<Record<string, number>>;
}

const name = ({ taskId, mapIndexes }: InstanceId): string => formatInstanceId({ taskId, mapIndexes });

export async function walkGraph(
  tasks: readonly PlannedTask[] | TaskGraph,
  behave: Behaviour,
  {
    concurrency = 2,
    pools = {},
    abort = new AbortController(),
    force = new AbortController(),
    lengths = {},
    ...options
  }: WalkOptions = {},
): Promise<Walked> {
  const log: string[] = [];
  const states: Record<string, string> = {};
  const slept: number[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const clock: Clock = { now: () => new Date(0), sleep: async (ms) => void slept.push(ms) };
  await walk({
    graph: tasks instanceof Map ? tasks : createTaskGraph(tasks as readonly PlannedTask[], []),
    slots: new Slots(concurrency, pools),
    clock,
    maxActiveTasks: options.maxActiveTasks ?? Number.POSITIVE_INFINITY,
    failFast: options.failFast ?? false,
    signal: abort.signal,
    forceSignal: force.signal,
    async runAttempt({ node, mapIndexes }, attempt) {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      const kind = await behave(name({ taskId: node.task.spec.taskId, mapIndexes }), attempt);
      running -= 1;
      return toOutcome(kind);
    },
    measureList: async ({ mapId }) => lengths[mapId] ?? 2,
    onFault: () => undefined,
    onVerdict: async () => undefined,
    onFailFast: () => abort.abort({ kind: 'stopped', because: 'a task failed' } satisfies AbortReason),
    seedRetry: () => '',
    recordMapping: async () => undefined,
    async recordState({ task, mapIndexes, state }) {
      const id = name({ taskId: task.spec.taskId, mapIndexes });
      log.push(`${id}:${state}`);
      states[id] = state;
    },
  });
  return { log: log.join(' '), states, mostAtOnce, slept };
}

function toOutcome(kind: End): DecidedOutcome {
  if (typeof kind === 'object') return { kind: 'success', value: '1', ...kind };
  if (kind === 'success') return { kind, value: '1' };
  if (kind === 'skipped') return { kind, reason: '' };
  const failure = { type: 'Error', message: '', traceback: '', frames: [] };
  return { kind: 'failed', failure, final: kind === 'final' };
}

/** In small: `l` success, `xa[1]` failed, `xb` without instances skipped. S success, F failed, U upstream_failed, K skipped. */
export function shorten(states: Record<string, string>): string {
  const letters: Record<string, string> = {
    success: 'S',
    failed: 'F',
    upstream_failed: 'U',
    skipped: 'K',
    cancelled: 'C',
  };
  return Object.entries(states)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, state]) => `${id}:${letters[state] ?? state}`)
    .join(' ');
}
