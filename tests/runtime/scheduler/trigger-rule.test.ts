import type { TriggerRule } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { decide, startTally, tally } from '../../../packages/runtime/src/scheduler/trigger-rule.js';

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

      const counts = finals.reduce((sum, state) => tally(sum, STATES[state]), startTally(upstreams.length));

      expect(decide(rule, counts)).toBe(VERDICTS[letter]);
    },
  );
});
