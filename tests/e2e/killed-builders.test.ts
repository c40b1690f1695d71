import { expect, it } from 'vitest';
import { killBuilders } from '../faults/kill-builders.js';

const LIMIT_MS = 240_000;

it(
  'environments are whole and built by one at a time, whoever is killed and whatever is pruned meanwhile',
  async () => {
    const report = await killBuilders({ processes: 4, times: 75, keys: 6 });

    expect(report).toMatchObject({ acquired: 300, faults: [] });
    expect(Math.min(report.built, report.killed, report.pruned)).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
