import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomGraph } from './random-graph.js';
import { type Simulation, simulate } from './simulate.js';

/** How many graphs each property is tried on: `TASKLOOM_SIMULATIONS=100000 npm test -- --only simulation`. */
const RUNS = Number(process.env['TASKLOOM_SIMULATIONS'] ?? 1500);
const TIMEOUT_MS = 60_000 + RUNS * 10;

/** A generator of its own for each order of ends (mulberry32). */
function createOrder(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FINAL = ['success', 'failed', 'skipped', 'upstream_failed'];

function listUnfinished({ states }: Simulation): readonly string[] {
  return Object.entries(states)
    .filter(([, state]) => !FINAL.includes(state))
    .map(([name, state]) => `${name} is ${state}`);
}

describe('a run of any graph', () => {
  it(
    'ends, with one final state for each instance, and keeps to its limits',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomGraph({ early: true, maxTasks: 10 }), fc.nat(), async (graph, seed) => {
          const simulation = await simulate(graph, createOrder(seed));
          expect([...simulation.faults, ...listUnfinished(simulation)]).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'comes to the same whenever its tasks end, where every rule waits for every upstream',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomGraph({ early: false, maxTasks: 8 }), fc.nat(), async (graph, seed) => {
          const first = await simulate(graph, createOrder(seed));
          for (let other = 1; other < 10; other += 1) {
            const { states } = await simulate({ ...graph, concurrency: (other % 4) + 1 }, createOrder(seed + other));
            expect(states).toEqual(first.states);
          }
        }),
        { numRuns: Math.ceil(RUNS / 5) },
      );
    },
    TIMEOUT_MS,
  );
});
