import { describe, expect, it } from 'vitest';
import { formatInstanceId, parseInstanceId } from '../../../packages/runtime/src/instance-id.js';
import { listCleared } from '../../../packages/runtime/src/scheduler/clearing.js';
import { createTaskGraph, type TaskGraph } from '../../../packages/runtime/src/scheduler/task-graph.js';
import { parseGraph, parseMappedGraph } from './graph-notation.js';

function clear(graph: TaskGraph, seeds: string): string {
  const instances = seeds.split(' ').map((seed) => parseInstanceId(seed) ?? { taskId: '', mapIndexes: [] });
  return listCleared(graph, instances).map(formatInstanceId).sort().join(' ');
}

describe('with a task that is cleared goes', () => {
  it.each([
    ['what comes after it', 'a>b>c d>c', 'b', 'b c'],
    ['nothing else where nothing does', 'a>b', 'b', 'b'],
    ['each once', 'a>b>d a>c>d', 'a', 'a b c d'],
    ['what comes after any of several', 'a>b c>d', 'a c', 'a b c d'],
    // Airflow's rules of setups and teardowns.
    ['its setup with the teardown', 's1>a>t1 s1>t1', 'a', 'a s1 t1'],
    ['the setup of what comes after it', 'a>b s1>b>t1 s1>t1', 'a', 'a b s1 t1'],
    ['no other work of its setup', 's1>a>t1 s1>b>t1 s1>t1', 'a', 'a s1 t1'],
    ['every setup around it', 's1>s2>a>t2>t1 s1>t1 s2>t2', 'a', 'a s1 s2 t1 t2'],
    ['no setup that is taken down before it', 's1>a>t1>b s1>t1', 'b', 'b'],
    ['a setup that is never taken down', 's1>a>b', 'b', 'b s1'],
    ['of a setup all that needs it', 's1>a>t1 s1>b>t1 s1>t1', 's1', 'a b s1 t1'],
    ['of a teardown only what comes after it', 's1>a>t1>c s1>t1', 't1', 'c t1'],
  ])('%s', (_what, notation, seeds, expected) => {
    expect(clear(createTaskGraph(parseGraph(notation), []), seeds)).toBe(expected);
  });

  it.each([
    ['of a list all that is mapped over it', 'l', 'c l xa xb'],
    ['of an element what belongs to it, and what takes all of them', 'xa[1]', 'c xa[1] xb[1]'],
    ['of several elements theirs', 'xa[1] xa[2]', 'c xa[1] xa[2] xb[1] xb[2]'],
    ['of a whole all its elements, also those that are named beside it', 'xa[1] xa', 'c xa xb'],
  ])('%s', (_what, seeds, expected) => {
    expect(clear(parseMappedGraph('l>xa>xb>c', { x: 'l' }), seeds)).toBe(expected);
  });

  it('the elements of a map inside of a map', () => {
    const graph = parseMappedGraph('l>xa>yb>yc xa>xd yc>e', { x: 'l', 'y/x': 'xa' });
    expect(clear(graph, 'yb[2][0]')).toBe('e yb[2][0] yc[2][0]');
    expect(clear(graph, 'xa[2]')).toBe('e xa[2] xd[2] yb[2] yc[2]');
  });

  it('the setup outside of a map, with an element inside of it', () => {
    const graph = parseMappedGraph('s1>xa>t1 s1>t1 l>xa', { x: 'l' });
    expect(clear(graph, 'xa[0]')).toBe('s1 t1 xa[0]');
  });

  it('what is mapped over the list of a setup that runs again, with all that comes after it', () => {
    const graph = parseMappedGraph('s1>xa>t1 s1>t1 xa>s2>b>t2>t1 s2>t2 s2>c>t2', { x: 's1' });
    expect(clear(graph, 'b')).toBe('b c s1 s2 t1 t2 xa');
  });

  it('a chain of thousands, without recursion', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => `n${index}`).join('>');
    expect(clear(createTaskGraph(parseGraph(chain), []), 'n1').split(' ')).toHaveLength(4999);
  });
});
