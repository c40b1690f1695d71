import { describe, expect, it } from 'vitest';
import { descend } from '../../../packages/runtime/src/values/descend.js';

const RESULT = JSON.stringify({
  total: 3,
  rows: [{ day: { $: 'date', v: '2026-11-24' } }, {}],
  pair: { $: 'tuple', v: [1, [2, 3]] },
  marked: { $: 'object', v: [['$', { v: 7 }]] },
  rates: { $: 'map', v: [[1, 2]] },
  names: { $: 'set', v: ['a'] },
  when: null,
  '10': 'ten',
}).replace('"total":3', '"total":3.0');

type Path = readonly (string | number)[];

describe('a path', () => {
  it.each<[Path, string]>([
    [[], RESULT],
    [['total'], '3.0'],
    [['rows', 0], '{"day":{"$":"date","v":"2026-11-24"}}'],
    [['rows', 0, 'day'], '{"$":"date","v":"2026-11-24"}'],
    [['rows', 1], '{}'],
    [['pair', 0], '1'],
    [['pair', 1, 1], '3'],
    [['marked', '$'], '{"v":7}'],
    [['marked', '$', 'v'], '7'],
    [['when'], 'null'],
    [['10'], '"ten"'],
    [[10], '"ten"'],
    [['nothing'], 'null'],
    [['nothing', 'at', 'all'], 'null'],
    [['when', 'day'], 'null'],
    [['rows', 2], 'null'],
    [['rows', 2, 'day'], 'null'],
    [['pair', 9], 'null'],
    [['__proto__'], 'null'],
  ])('%j leads to %s, as it was written', (path, part) => {
    expect(descend(RESULT, path, 'The result')).toBe(part);
  });

  it.each<[string, Path, string]>([
    ['[[1]]', [0, 0, 'day'], 'The result at [0][0] is 1 and has no "day".'],
    ['[1,2]', ['length'], 'The result is a list of 2 and has no "length".'],
    ['"text"', [0], 'The result is a text and has no 0.'],
    ['2.0', ['rows'], 'The result is 2.0 and has no "rows".'],
    ['{"$":"map","v":[["a",1]]}', ['a'], 'The result is neither a list nor an object and has no "a".'],
    [
      '[{"$":"pickle","v":["TS4=","int","1"]}]',
      [0, 'a'],
      'The result at [0] is a value that pickle has written (2 bytes) and has no "a".',
    ],
    ['{"$":"date","v":"2026-11-24"}', ['v'], 'The result is neither a list nor an object and has no "v".'],
  ])('into %s by %j is refused', (value, path, message) => {
    expect(() => descend(value, path, 'The result')).toThrow(
      expect.objectContaining({ code: 'REFERENCE_PATH_MISSING', message }),
    );
  });
});
