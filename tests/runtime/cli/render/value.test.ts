import { expect, test } from 'vitest';
import { renderValue } from '../../../../packages/runtime/src/cli/render/value.js';

const look = { colors: false, width: 80, cut: false };

test.each<[text: string, value: unknown]>([
  ['a table\nof lines', 'a table\nof lines'],
  ['12n', 12n],
  ['null', null],
  ['{ day: 2026-01-31T00:00:00.000Z, rows: [ 1, 2.5 ] }', { day: new Date('2026-01-31T00:00:00Z'), rows: [1, 2.5] }],
  ["Map(1) { 'a' => 1 }", new Map([['a', 1]])],
])('a value is shown as %s', (text, value) => {
  expect(renderValue(value, look)).toBe(text);
});

test('a long list is cut for a reader', () => {
  const text = renderValue(
    Array.from({ length: 150 }, () => 0),
    { ...look, cut: true },
  );
  expect(text.endsWith('... 50 more items\n]')).toBe(true);
});

test('a long list is whole in a pipe', () => {
  const text = renderValue(
    Array.from({ length: 150 }, () => 7),
    look,
  );
  expect(text.match(/7/g)).toHaveLength(150);
});
