import { expect, test } from 'vitest';
import { formatDuration } from '../../../../packages/runtime/src/cli/render/duration.js';

test.each([
  [-3, '0 ms'],
  [0, '0 ms'],
  [230.4, '230 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_949, '59.9 s'],
  [59_960, '1 m 00 s'],
  [63_000, '1 m 03 s'],
  [3_599_600, '1 h 00 m'],
  [3_720_000, '1 h 02 m'],
  [90_000_000, '25 h 00 m'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
