import { describe, expect, it } from 'vitest';
import type { AttemptOutcome } from '../../../packages/runtime/src/ports.js';
import { Slots } from '../../../packages/runtime/src/scheduler/slots.js';
import { createTaskGraph } from '../../../packages/runtime/src/scheduler/task-graph.js';
import { walk } from '../../../packages/runtime/src/scheduler/walk.js';
import { parseGraph } from './graph-notation.js';
import { walkGraph } from './walk-graph.js';

const NO_LIMITS = {
  maxActiveTasks: Number.POSITIVE_INFINITY,
  failFast: false,
  measureList: async () => 0,
  recordMapping: async () => undefined,
  onFailFast: () => undefined,
  onVerdict: async () => undefined,
  forceSignal: new AbortController().signal,
};

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
        abort.abort({ kind: 'cancelled' });
        return 'failed';
      },
      { concurrency: 1, abort },
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
      graph: createTaskGraph(parseGraph('slow fails next'), []),
      ...NO_LIMITS,
      slots: new Slots(2),
      clock: { now: () => new Date(0), sleep: async () => undefined },
      signal: new AbortController().signal,
      async runAttempt({ node }): Promise<AttemptOutcome> {
        const { taskId } = node.task.spec;
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
        graph: createTaskGraph(parseGraph('a b c d'), []),
        ...NO_LIMITS,
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
