import { expect, test } from 'vitest';
import { formatAge, formatBytes } from '../../../../packages/runtime/src/cli/render/amounts.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1400, '1.4 kB'],
  [230_000_000, '230 MB'],
  [3_000_000_000_000_000, '3000 TB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [59_000, 'now'],
  [60_000, '1 min ago'],
  [7_200_000, '2 h ago'],
  [3 * 86_400_000, '3 d ago'],
])('%d ms ago read as %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});
