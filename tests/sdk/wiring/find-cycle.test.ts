import { describe, expect, it } from 'vitest';
import { findCycle } from '../../../packages/sdk/src/wiring/find-cycle.js';

/** `a>b b>c d`: edges, and nodes without any, each node where it is first named. */
function readGraph(notation: string): Map<string, readonly string[]> {
  const graph = new Map<string, string[]>();
  for (const part of notation.split(' ').filter(Boolean)) {
    const [from = '', to] = part.split('>');
    graph.set(from, graph.get(from) ?? []);
    if (to !== undefined) graph.set(to, [...(graph.get(to) ?? []), from]);
  }
  return graph;
}

describe('findCycle', () => {
  it.each([[''], ['a'], ['a>b b>c a>c'], ['a>b a>c b>d c>d'], ['a>d b>d c>d d>e d>f']])(
    'finds none in "%s"',
    (notation) => {
      expect(findCycle(readGraph(notation))).toBeUndefined();
    },
  );

  it.each([
    ['a>a', 'a>a'],
    ['a>b b>a', 'a>b>a'],
    ['a>b b>c c>a', 'a>b>c>a'],
    ['c>a b>c a>b', 'c>a>b>c'],
    ['x>a a>b b>a b>y', 'a>b>a'],
    ['a>b b>c c>b', 'b>c>b'],
    ['a>b b>a c>d d>c', 'a>b>a'],
    ['a>b b>c c>d d>b d>a', 'a>b>c>d>a'],
  ])('finds in "%s" the path %s', (notation, path) => {
    expect(findCycle(readGraph(notation))?.join('>')).toBe(path);
  });

  it('takes a node that is only named as an upstream for one without upstreams', () => {
    expect(findCycle(new Map([['a', ['elsewhere']]]))).toBeUndefined();
  });

  it('finds a cycle of many thousands', () => {
    const size = 50_000;
    const ring = new Map(Array.from({ length: size }, (_, n) => [`${n}`, [`${(n + size - 1) % size}`]]));
    expect(findCycle(ring)).toHaveLength(size + 1);
  });

  it('finds none in a chain of many thousands', () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, n) => [`${n}`, n === 0 ? [] : [`${n - 1}`]]));
    expect(findCycle(chain)).toBeUndefined();
  });
});
