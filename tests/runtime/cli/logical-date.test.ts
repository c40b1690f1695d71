import { expect, test } from 'vitest';
import { parseLogicalDate } from '../../../packages/runtime/src/cli/logical-date.js';

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T06:30', '2026-01-31T06:30:00.000Z'],
  ['2026-01-31 06:30:15', '2026-01-31T06:30:15.000Z'],
  ['2026-01-31T06:30:15.25Z', '2026-01-31T06:30:15.250Z'],
  ['2026-01-31T06:30:00+02:00', '2026-01-31T04:30:00.000Z'],
  ['2026-01-31T06:30:00-0530', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T06:30[Europe/Berlin]', '2026-01-31T05:30:00.000Z'],
])('%s is the instant %s', (text, instant) => {
  expect(parseLogicalDate(text).toJSON()).toBe(instant);
});

const FORM = 'a date such as 2026-01-31, 2026-01-31T06:00+01:00 or 2026-01-31T06:00[Europe/Berlin]';

test.each([
  '',
  'today',
  '2026',
  '2026-1-3',
  '31.01.2026',
  '2026-02-31',
  '2026-13-01',
  '2026-01-31T25:00',
  '1769817600',
])('"%s" is refused', (text) => {
  expect(() => parseLogicalDate(text)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: `--logical-date is "${text}", but must be ${FORM}.`,
      hint: 'Write it so; without a zone it is UTC.',
    }),
  );
});
