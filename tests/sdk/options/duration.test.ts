import { expect, it } from 'vitest';
import { findDuration } from '../../../packages/sdk/src/options/duration.js';

it.each([
  [0, 0],
  [1, 1000],
  [0.25, 250],
  [300, 300_000],
  ['0s', 0],
  ['300ms', 300],
  ['5s', 5000],
  ['1.5s', 1500],
  ['10m', 600_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
])('%j is %d milliseconds', (duration, milliseconds) => {
  expect(findDuration(duration)).toBe(milliseconds);
});

it.each([
  [-1],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [''],
  ['5'],
  ['s'],
  ['-5s'],
  ['+5s'],
  ['5 s'],
  [' 5s'],
  ['5s '],
  ['5s\n'],
  ['5S'],
  ['5min'],
  ['.5s'],
  ['5.s'],
  ['1e3s'],
  ['1h30m'],
  [5n],
  [null],
  [undefined],
  [['5s']],
  [{}],
])('%s is none', (value) => {
  expect(findDuration(value)).toBeUndefined();
});
