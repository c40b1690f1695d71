import { describe, expect, it } from 'vitest';
import { parseGraph, parseMappedGraph } from './graph-notation.js';
import { type End, walkGraph } from './walk-graph.js';

describe('what holds tasks up', () => {
  const later = (): Promise<End> => new Promise((resolve) => setImmediate(() => resolve('success')));

  it('a pool', async () => {
    const tasks = parseGraph('a b c d e', { pool: 'gpu' });
    expect((await walkGraph(tasks, later, { concurrency: 5, pools: { gpu: 2 } })).mostAtOnce).toBe(2);
  });

  it('the slots of a pool that each of them takes', async () => {
    const tasks = parseGraph('a b c d e', { pool: 'gpu', poolSlots: 3 });
    expect((await walkGraph(tasks, later, { concurrency: 5, pools: { gpu: 7 } })).mostAtOnce).toBe(2);
  });

  it('a limit of the task', async () => {
    const graph = parseMappedGraph('xa', { x: [1] }, { maxActive: 3 });
    const { mostAtOnce } = await walkGraph(graph, later, { concurrency: 9, lengths: { x: 9 } });
    expect(mostAtOnce).toBe(3);
  });

  it('a limit of the DAG', async () => {
    const { mostAtOnce } = await walkGraph(parseGraph('a b c d e'), later, { concurrency: 9, maxActiveTasks: 4 });
    expect(mostAtOnce).toBe(4);
  });

  // `+` is a priority weight of 10, `=` one of 10 that counts alone.
  it.each([
    ['the one that most others wait for goes first', 'a b>c>d', 'b c a d'],
    ['the higher weight goes first', 'a b+ c', 'b+ a c'],
    ['a weight counts for what is before it', 'a b>c+ d', 'b c+ a d'],
    ['an absolute weight does not', 'a b>c= d', 'a b c= d'],
  ])('%s', async (_what, notation, order) => {
    const tasks = parseGraph(notation, (id) => ({
      ...(/[+=]$/.test(id) ? { priorityWeight: 10 } : {}),
      ...(notation.includes('=') ? { weightRule: 'absolute' as const } : {}),
    }));
    const started: string[] = [];
    await walkGraph(
      tasks,
      (id) => {
        started.push(id);
        return 'success';
      },
      { concurrency: 1 },
    );
    expect(started.join(' ')).toBe(order);
  });
});
