import { describe, expect, it } from 'vitest';
import { parseGraph, parseMappedGraph } from './graph-notation.js';
import { type End, shorten, walkGraph } from './walk-graph.js';

describe('maps', () => {
  // A graph, its lists, what fails (F) or skips itself (K), and the states.
  it.each([
    ['an instance for each element', 'l>xa', { x: 'l' }, '', 'l:S xa[0]:S xa[1]:S'],
    [
      'instances of one element that wait for each other only',
      'l>xa>xb',
      { x: 'l' },
      'xa[0]:F',
      'l:S xa[0]:F xa[1]:S xb[0]:U xb[1]:S',
    ],
    ['a consumer that waits for all of them', 'l>xa>c', { x: 'l' }, 'xa[1]:F', 'c:U l:S xa[0]:S xa[1]:F'],
    ['a list that failed', 'l>xa>xb>c', { x: 'l' }, 'l:F', 'c:U l:F xa:U xb:U'],
    ['a list that was skipped', 'l>xa>xb>c', { x: 'l' }, 'l:K', 'c:K l:K xa:K xb:K'],
    ['an outer upstream that was skipped', 'l>xa>xb k>xb', { x: 'l' }, 'k:K', 'k:K l:S xa[0]:S xa[1]:S xb:K'],
    [
      'a map inside of a map',
      'l>xa>ya>xb',
      { x: 'l', 'y/x': 'xa' },
      'ya[1][0]:F',
      'l:S xa[0]:S xa[1]:S xb[0]:S xb[1]:U ya[0][0]:S ya[0][1]:S ya[1][0]:F ya[1][1]:S',
    ],
    [
      'an inner list that failed',
      'l>xa>ya>xb',
      { x: 'l', 'y/x': 'xa' },
      'xa[0]:F',
      'l:S xa[0]:F xa[1]:S xb[0]:U xb[1]:S ya[0]:U ya[1][0]:S ya[1][1]:S',
    ],
    ['a literal list', 'k>xa', { x: [1, 2] }, 'k:K', 'k:K xa[0]:K xa[1]:K'],
    ['two maps side by side', 'l>xa>ya', { x: 'l', y: 'xa' }, '', 'l:S xa[0]:S xa[1]:S ya[0]:S ya[1]:S'],
  ] as const)('%s', async (_what, notation, lists, ends, states) => {
    const kinds = { F: 'failed', K: 'skipped' } as const;
    const behave = (id: string): End => {
      const end = ends.split(' ').find((one) => one.startsWith(`${id}:`));
      return end === undefined ? 'success' : kinds[end.slice(-1) as 'F'];
    };
    const walked = await walkGraph(parseMappedGraph(notation, lists), behave);
    expect(shorten(walked.states)).toBe(states);
  });

  it.each([
    ['before', 'k'],
    ['after', 'xb[0]'],
  ])('skip what a branch inside of them has skipped %s it was mapped', async (_when, slow) => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const behave = async (id: string): Promise<End> => {
      if (id === slow) await held;
      if (id === (slow === 'k' ? 'xb[1]' : 'k')) setImmediate(release);
      return id === 'xb[0]' ? { skips: ['xc'] } : 'success';
    };
    const graph = parseMappedGraph('l>xb>xc k>xc', { x: 'l' });
    const { states } = await walkGraph(graph, behave, { concurrency: 4 });
    expect(shorten(states)).toBe('k:S l:S xb[0]:S xb[1]:S xc[0]:K xc[1]:S');
  });

  it('over nothing are skipped as a whole', async () => {
    const { states } = await walkGraph(parseMappedGraph('l>xa>c', { x: 'l' }), () => 'success', { lengths: { x: 0 } });
    expect(shorten(states)).toBe('c:K l:S xa:K');
  });

  it('go down one element before the next: none waits for its siblings', async () => {
    const { log } = await walkGraph(parseMappedGraph('xa>xb', { x: [1, 2] }), () => 'success', { concurrency: 1 });
    expect(log.split(' ').filter((entry) => entry.endsWith(':running'))).toEqual([
      'xa[0]:running',
      'xa[1]:running',
      'xb[0]:running',
      'xb[1]:running',
    ]);
  });
});

describe('setups and teardowns', () => {
  it.each([
    ['work that fails', 's1>w>t1 s1>t1', 'w:F', 's1:S t1:S w:F'],
    ['a setup that fails', 's1>w>t1 s1>t1', 's1:F', 's1:F t1:U w:U'],
    ['a setup that is skipped', 's1>w>t1 s1>t1', 's1:K', 's1:K t1:K w:K'],
    ['a setup further up that fails', 's1>v>w>t1 s1>t1', 's1:F', 's1:F t1:U v:U w:U'],
  ] as const)('%s', async (_what, notation, ends, states) => {
    const behave = (id: string): End =>
      ends.startsWith(`${id}:`) ? (ends.endsWith('F') ? 'failed' : 'skipped') : 'success';
    const walked = await walkGraph(parseGraph(notation), behave);
    expect(shorten(walked.states)).toBe(states);
  });

  it('are taken down when the run is cancelled', async () => {
    const abort = new AbortController();
    const cancelIn = (id: string): End => {
      if (id !== 'w') return 'success';
      abort.abort({ kind: 'cancelled' });
      return 'failed';
    };
    const { states } = await walkGraph(parseGraph('s1>w>v>t1 s1>t1'), cancelIn, { abort });
    expect(shorten(states)).toBe('s1:S t1:S v:C w:C');
  });

  it('are taken down when the DAG fails fast, and nothing else is begun', async () => {
    const behave = (id: string): End => (id === 'w' ? 'failed' : 'success');
    const { states } = await walkGraph(parseGraph('s1>w>v>t1 s1>t1 s1>w>o'), behave, { failFast: true });
    expect(shorten(states)).toBe('o:K s1:S t1:S v:K w:F');
  });
});
