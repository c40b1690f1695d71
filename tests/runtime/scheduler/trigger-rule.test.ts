import { describe, expect, it } from 'vitest';
import { decideAllSuccess, tally } from '../../../packages/runtime/src/scheduler/trigger-rule.js';

// Upstream states, S success, F failed, U upstream_failed, K skipped, . not final yet.
const CASES = [
  ['', 'run'],
  ['S', 'run'],
  ['SS', 'run'],
  ['.', 'wait'],
  ['S.', 'wait'],
  ['F.', 'wait'],
  ['K.', 'wait'],
  ['K', 'skipped'],
  ['SK', 'skipped'],
  ['F', 'upstream_failed'],
  ['U', 'upstream_failed'],
  ['KF', 'upstream_failed'],
  ['UK', 'upstream_failed'],
  ['SFK', 'upstream_failed'],
] as const;
const STATES = { S: 'success', F: 'failed', U: 'upstream_failed', K: 'skipped' } as const;

describe('all_success', () => {
  it.each(CASES)('upstreams "%s" give %s', (upstreams, verdict) => {
    const finals = [...upstreams].filter((letter): letter is keyof typeof STATES => letter !== '.');
    const none = { total: upstreams.length, success: 0, skipped: 0, failed: 0 };

    const counts = finals.reduce((sum, letter) => tally(sum, STATES[letter]), none);

    expect(decideAllSuccess(counts)).toBe(verdict);
  });
});
