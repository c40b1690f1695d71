import { expect, it } from 'vitest';
import { findTimeZone } from '../../../packages/sdk/src/schedule/time-zone.js';

it.each([
  ['UTC', '2026-07-01T12:00:00Z', '2026-07-01T12:00:00Z'],
  ['Europe/Berlin', '2026-07-01T12:00:00Z', '2026-07-01T14:00:00Z'],
  ['Europe/Berlin', '2026-12-01T12:00:00Z', '2026-12-01T13:00:00Z'],
  ['Asia/Kolkata', '2026-07-01T12:00:00Z', '2026-07-01T17:30:00Z'],
  ['America/St_Johns', '2026-12-01T12:00:00Z', '2026-12-01T08:30:00Z'],
  ['-03:30', '2026-07-01T12:00:00Z', '2026-07-01T08:30:00Z'],
  // Before zones, a town had its own time.
  ['Europe/Berlin', '1890-01-01T00:00:00Z', '1890-01-01T00:53:28Z'],
])('a clock in %s shows at %s %s', (name, instant, wall) => {
  expect(findTimeZone(name)?.toWall(Date.parse(instant))).toBe(Date.parse(wall));
});

it.each([
  ['Europe/Berlin', '2026-07-01T14:00:00Z', '2026-07-01T12:00:00Z'],
  ['Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T01:30:00Z'],
  ['Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:30:00Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:15:00Z', '2026-10-03T15:45:00Z'],
  // A day that Samoa never had.
  ['Pacific/Apia', '2011-12-30T12:00:00Z', '2011-12-30T22:00:00Z'],
])('in %s, %s on the clock is %s', (name, wall, instant) => {
  expect(findTimeZone(name)?.fromWall(Date.parse(wall))).toBe(Date.parse(instant));
});

it.each([['Mars/Olympus'], ['+25:00'], ['']])('there is no %s', (name) => {
  expect(findTimeZone(name)).toBeUndefined();
});
