import { expect, it } from 'vitest';
import { readDate } from '../../../packages/sdk/src/schedule/date-text.js';

it.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z', 'UTC'],
  ['2026-01-31T06:00Z', '2026-01-31T06:00:00.000Z', 'UTC'],
  ['2026-01-31T06:00-00:00', '2026-01-31T06:00:00.000Z', 'UTC'],
  ['2026-01-31T06:00+05:30', '2026-01-31T00:30:00.000Z', '+05:30'],
  ['2026-01-31[Europe/Berlin]', '2026-01-30T23:00:00.000Z', 'Europe/Berlin'],
  ['2026-07-31T06:00[europe/berlin]', '2026-07-31T04:00:00.000Z', 'Europe/Berlin'],
  ['2026-01-31T06:00[Asia/Kolkata]', '2026-01-31T00:30:00.000Z', 'Asia/Kolkata'],
  ['2026-01-31T06:00[+05:30]', '2026-01-31T00:30:00.000Z', '+05:30'],
  ['2026-01-31T06:00Z[Europe/Berlin]', '2026-01-31T06:00:00.000Z', 'Europe/Berlin'],
  ['2026-10-25T02:30+02:00[Europe/Berlin]', '2026-10-25T00:30:00.000Z', 'Europe/Berlin'],
])('%s is %s in %s', (text, instant, timeZone) => {
  expect(readDate(text)).toEqual({ kind: 'date', instant: new Date(instant), timeZone });
});

it('a Date is in UTC, and copied', () => {
  const date = new Date('2026-01-31T06:00:00Z');
  const reading = readDate(date);
  expect(reading).toEqual({ kind: 'date', instant: date, timeZone: 'UTC' });
  expect(reading).not.toHaveProperty(
    'instant',
    expect.toSatisfy((instant) => instant === date),
  );
});

it.each([
  ['that comes twice means the second', '2026-10-25T02:30[Europe/Berlin]', '2026-10-25T01:30:00.000Z'],
  ['that is left out is read by the clock before', '2026-03-29T02:30[Europe/Berlin]', '2026-03-29T01:30:00.000Z'],
])('a time %s', (_what, text, instant) => {
  expect(readDate(text)).toMatchObject({ instant: new Date(instant) });
});

it.each([
  ['today'],
  ['2026'],
  ['2026-02-30'],
  ['2026-01-31T25:00'],
  ['2026-01-31T06:00+25:00'],
  ['2026-01-31T06:00[]'],
  ['0999-12-31'],
  [''],
  [null],
  [1769817600],
  [new Date(Number.NaN)],
  [new Date(8.64e15)],
])('%s is none', (given) => {
  expect(readDate(given)).toEqual({
    kind: 'invalid',
    form: 'a date such as 2026-01-31, 2026-01-31T06:00+01:00 or 2026-01-31T06:00[Europe/Berlin]',
  });
});

it.each([
  ['2026-01-31[Mars/Olympus]', 'a date in a time zone that there is; "Mars/Olympus" is none'],
  ['2026-01-31T06:00+02:00[Europe/Berlin]', 'a date whose offset is the one that Europe/Berlin has then'],
])('%s must be %s', (text, form) => {
  expect(readDate(text)).toEqual({ kind: 'invalid', form });
});
