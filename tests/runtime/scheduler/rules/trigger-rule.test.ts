import type { TriggerRule } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import {
  count,
  decide,
  decideWhole,
  startTally,
} from '../../../../packages/runtime/src/scheduler/rules/trigger-rule.js';

// Upstream states, S success, F failed, U upstream_failed, K skipped, . not final yet; and what each rule says to them:
// r run, w wait, k skipped, u upstream_failed.
const UPSTREAMS = [
  '',
  '.',
  'S',
  'F',
  'U',
  'K',
  'S.',
  'F.',
  'U.',
  'K.',
  'SS',
  'SF',
  'SU',
  'SK',
  'FU',
  'FK',
  'UK',
  'KK',
  'SFK',
];
const RULES: Readonly<Record<TriggerRule, string>> = {
  all_success: '               r w r u u k w w w w r u u k u u u k u',
  all_failed: '                r w k r r k w w w w k k k k r k k k k',
  all_done: '                  r w r r r r w w w w r r r r r r r r r',
  all_done_min_one_success: '  r w r u u k w w w w r r r k u k k k k',
  all_skipped: '               r w k k k r w w w w k k k k k k k r k',
  one_success: '               r w r u u k r w w w r r r r u u u k r',
  one_failed: '                r w k r r k w r r w k r r k r r r k r',
  one_done: '                  r w r r k k r r w w r r r r r r k k r',
  none_failed: '               r w r u u r w w w w r u u r u u u r u',
  none_failed_min_one_success: 'r w r u u k w w w w r u u r u u u k u',
  none_skipped: '              r w r r r k w w w w r r r k r k k k k',
  always: '                    r r r r r r r r r r r r r r r r r r r',
};
const STATES = { S: 'success', F: 'failed', U: 'upstream_failed', K: 'skipped' } as const;
const VERDICTS = { r: 'run', w: 'wait', k: 'skipped', u: 'upstream_failed' } as const;

describe.each(Object.entries(RULES) as [TriggerRule, string][])('%s', (rule, verdicts) => {
  const letters = verdicts.trim().split(/\s+/) as (keyof typeof VERDICTS)[];

  it.each(UPSTREAMS.map((upstreams, index) => [upstreams, letters[index] ?? 'w'] as const))(
    'upstreams "%s" give %s',
    (upstreams, letter) => {
      const finals = [...upstreams].filter((state): state is keyof typeof STATES => state !== '.');

      const counts = startTally(upstreams.length);
      for (const state of finals) count(counts, STATES[state]);

      expect(decide(rule, counts)).toBe(VERDICTS[letter]);
    },
  );
});

// What a whole is before it is mapped, given the upstreams outside of its map.
it.each([
  ['all_success', 'S', 'r'],
  ['all_success', 'K', 'k'],
  ['all_success', 'FK', 'u'],
  ['all_success', 'F.', 'w'],
  ['all_done', 'FK', 'r'],
  ['all_failed', 'F', 'r'],
  ['all_failed', 'S', 'k'],
  ['all_skipped', 'K', 'r'],
  ['none_skipped', 'K', 'k'],
  ['none_failed', 'K', 'r'],
  ['none_failed_min_one_success', 'K', 'r'],
  ['none_failed_min_one_success', 'U', 'u'],
  ['all_done_min_one_success', 'F', 'r'],
  ['all_done_min_one_success', 'K', 'k'],
  ['one_success', '.', 'r'],
  ['one_success', 'F', 'r'],
  ['one_failed', 'S', 'r'],
] as const)('%s of a whole with "%s" outside of its map: %s', (rule, outside, letter) => {
  const counts = startTally(outside.length);
  for (const state of outside) if (state !== '.') count(counts, STATES[state as 'S']);
  expect(decideWhole(rule, counts)).toBe(VERDICTS[letter]);
});

it.each([
  ['no setup', startTally(0), 'r'],
  ['one that succeeded beside one that failed', { total: 2, success: 1, skipped: 0 }, 'r'],
  ['none that succeeded', { total: 2, success: 0, skipped: 1 }, 'u'],
  ['all skipped', { total: 2, success: 0, skipped: 2 }, 'k'],
] as const)('a teardown of %s', (_what, setups, letter) => {
  const counts = { ...startTally(3), failed: 3 };
  expect(decide('all_done_setup_success', counts, setups)).toBe(VERDICTS[letter]);
});
