import { describe, expect, it } from 'vitest';
import type { AttemptOutcome, Clock, PlannedTask } from '../../../packages/runtime/src/ports.js';
import { Slots } from '../../../packages/runtime/src/scheduler/slots.js';
import { walk } from '../../../packages/runtime/src/scheduler/walk.js';
import { parseGraph } from './graph-notation.js';

type Behaviour = (
  taskId: string,
  attempt: number,
) => AttemptOutcome['kind'] | 'final' | Promise<AttemptOutcome['kind']>;

interface Walked {
  /** `a:running a:success …`, in order. */
  readonly log: string;
  readonly states: Record<string, string>;
  readonly mostAtOnce: number;
  readonly slept: number[];
}

async function walkGraph(
  tasks: readonly PlannedTask[],
  behave: Behaviour,
  { concurrency = 2, signal = new AbortController().signal } = {},
): Promise<Walked> {
  const log: string[] = [];
  const states: Record<string, string> = {};
  const slept: number[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const clock: Clock = { now: () => new Date(0), sleep: async (ms) => void slept.push(ms) };
  await walk({
    tasks,
    slots: new Slots(concurrency),
    clock,
    signal,
    async runAttempt({ spec: { taskId } }, attempt) {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      const kind = await behave(taskId, attempt);
      running -= 1;
      return toOutcome(kind);
    },
    onFault: () => undefined,
    seedRetry: () => '',
    async recordState({ task, state }) {
      log.push(`${task.spec.taskId}:${state}`);
      states[task.spec.taskId] = state;
    },
  });
  return { log: log.join(' '), states, mostAtOnce, slept };
}

function toOutcome(kind: AttemptOutcome['kind'] | 'final'): AttemptOutcome {
  if (kind === 'success') return { kind, value: '1' };
  if (kind === 'skipped') return { kind, reason: '' };
  const failure = { type: 'Error', message: '', traceback: '', frames: [] };
  return { kind: 'failed', failure, final: kind === 'final' };
}

describe('a walk', () => {
  it('runs tasks in order of their edges', async () => {
    const { log } = await walkGraph(parseGraph('a>b>c'), () => 'success');
    expect(log).toBe('a:running a:success b:running b:success c:running c:success');
  });

  it('ends at once when there is nothing to run', async () => {
    const { log } = await walkGraph([], () => 'success');
    expect(log).toBe('');
  });

  it('gives tasks below a failure upstream_failed and goes on with the others', async () => {
    const { states } = await walkGraph(parseGraph('a>b>c d>e'), (id) => (id === 'a' ? 'failed' : 'success'));
    expect(states).toEqual({ a: 'failed', b: 'upstream_failed', c: 'upstream_failed', d: 'success', e: 'success' });
  });

  it('hands a skip down', async () => {
    const { states } = await walkGraph(parseGraph('a>b>c'), (id) => (id === 'a' ? 'skipped' : 'success'));
    expect(states).toEqual({ a: 'skipped', b: 'skipped', c: 'skipped' });
  });

  it('lets a failure outweigh a skip, whichever ends first', async () => {
    const graph = parseGraph('a>c b>c');
    const { states } = await walkGraph(graph, (id) => (id === 'a' ? 'skipped' : 'failed'), { concurrency: 1 });
    const turned = await walkGraph(graph, (id) => (id === 'a' ? 'failed' : 'skipped'), { concurrency: 1 });
    expect([states['c'], turned.states['c']]).toEqual(['upstream_failed', 'upstream_failed']);
  });

  it.each([1, 2, 5])('never runs more than %i at once', async (concurrency) => {
    const later = (): Promise<'success'> => new Promise((resolve) => setImmediate(() => resolve('success')));
    const { mostAtOnce } = await walkGraph(parseGraph('a b c d e f g'), later, { concurrency });
    expect(mostAtOnce).toBe(concurrency);
  });

  it('retries with the delay of the task, then goes on downstream', async () => {
    const tasks = parseGraph('a>b', { retries: 2, retryDelayMs: 300 });
    const { log, slept } = await walkGraph(tasks, (id, attempt) => (id === 'a' && attempt < 3 ? 'failed' : 'success'));
    expect(slept).toEqual([300, 300]);
    expect(log).toBe('a:running a:up_for_retry a:running a:up_for_retry a:running a:success b:running b:success');
  });

  it('does not retry a final failure', async () => {
    const { log } = await walkGraph(parseGraph('a', { retries: 2 }), () => 'final');
    expect(log).toBe('a:running a:failed');
  });

  it('starts nothing once the run is cancelled', async () => {
    const abort = new AbortController();
    const { states } = await walkGraph(
      parseGraph('a>b>c d'),
      () => {
        abort.abort();
        return 'failed';
      },
      { concurrency: 1, signal: abort.signal },
    );
    expect(states).toEqual({ a: 'cancelled', b: 'cancelled', c: 'cancelled', d: 'cancelled' });
  });

  it('follows a skip down a chain of 5,000 without recursion', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `t${index}`);
    const { states } = await walkGraph(parseGraph(names.join('>')), () => 'skipped');
    expect(new Set(Object.values(states))).toEqual(new Set(['skipped']));
  });

  it('that cannot record a state starts nothing more, has what runs ended, and rejects when nothing runs', async () => {
    const log: string[] = [];
    let endSlow = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      endSlow = resolve;
    });
    const walking = walk({
      tasks: parseGraph('slow fails next'),
      slots: new Slots(2),
      clock: { now: () => new Date(0), sleep: async () => undefined },
      signal: new AbortController().signal,
      async runAttempt({ spec: { taskId } }): Promise<AttemptOutcome> {
        log.push(`${taskId} runs`);
        if (taskId === 'slow') await slow;
        log.push(`${taskId} ends`);
        return { kind: 'success', value: '1' };
      },
      async recordState({ task, state }) {
        if (task.spec.taskId === 'fails' && state === 'success') throw new Error('disk full');
      },
      seedRetry: () => '',
      onFault: (error) => {
        log.push(String(error));
        endSlow();
      },
    });
    await expect(walking).rejects.toThrow('disk full');
    expect(log).toEqual(['slow runs', 'fails runs', 'fails ends', 'Error: disk full', 'slow ends']);
  });

  it('shares its slots with other walks, and hands them on', async () => {
    const slots = new Slots(2);
    let running = 0;
    let most = 0;
    const walkOnce = (): Promise<void> =>
      walk({
        tasks: parseGraph('a b c d'),
        slots,
        clock: { now: () => new Date(0), sleep: async () => undefined },
        signal: new AbortController().signal,
        async runAttempt(): Promise<AttemptOutcome> {
          running += 1;
          most = Math.max(most, running);
          await Promise.resolve();
          running -= 1;
          return { kind: 'success', value: '1' };
        },
        recordState: async () => undefined,
        onFault: () => undefined,
        seedRetry: () => '',
      });
    await Promise.all([walkOnce(), walkOnce(), walkOnce()]);
    expect([most, running]).toEqual([2, 0]);
  });
});
