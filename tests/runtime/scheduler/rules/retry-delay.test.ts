import { describe, expect, it } from 'vitest';
import { computeRetryDelay } from '../../../../packages/runtime/src/scheduler/rules/retry-delay.js';

const seed = (attempt: number): string => `Sales#load#2026-11-24 00:00:00+00:00#${attempt}`;

describe('the wait for the next attempt', () => {
  it('is the delay where there is no backoff', () => {
    expect([1, 2, 9].map((attempt) => computeRetryDelay({ retryDelayMs: 50 }, attempt, seed(attempt)))).toEqual([
      50, 50, 50,
    ]);
  });

  // By Airflow's own formula in Python.
  it.each([
    [300000, 2, 1, 573000],
    [300000, 2, 2, 1135000],
    [300000, 2, 5, 6367000],
    [100, 2, 1, 1000],
    [10000, 3, 3, 139000],
    [86400000, 2, 3, 86400000],
  ])('of %i ms with backoff %d is, after attempt %i, %i ms', (retryDelayMs, retryBackoff, attempt, expected) => {
    expect(computeRetryDelay({ retryDelayMs, retryBackoff }, attempt, seed(attempt))).toBe(expected);
  });

  it('is no longer than the longest', () => {
    const options = { retryDelayMs: 300_000, retryBackoff: 2, maxRetryDelayMs: 400_000 };
    expect([1, 2, 5].map((attempt) => computeRetryDelay(options, attempt, seed(attempt)) <= 400_000)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('lies between the backoff and twice as much, wherever the task is', () => {
    const delays = Array.from({ length: 200 }, (_, index) =>
      computeRetryDelay({ retryDelayMs: 10_000, retryBackoff: 2 }, 3, `D#t${index}#x#3`),
    );
    expect([Math.min(...delays) >= 40_000, Math.max(...delays) < 80_000, new Set(delays).size > 20]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('of very many attempts is a day at most', () => {
    expect(computeRetryDelay({ retryDelayMs: 300_000, retryBackoff: 2 }, 5000, seed(5000))).toBe(24 * 3_600_000);
  });
});
