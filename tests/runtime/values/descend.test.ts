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
  ])('%j leads to %s, as it was written', (path, part) => {
    expect(descend(RESULT, path, 'The result')).toBe(part);
  });

  it.each<[string, Path, string]>([
    ['{"total":1}', ['rows'], 'The result has no "rows".'],
    ['{"rows":{"a":1}}', ['rows', 'b'], 'The result at .rows has no "b".'],
    ['{"rows":[1,2]}', ['rows', 2], 'The result at .rows is a list of 2 and has no 2.'],
    ['[[1]]', [0, 0, 'day'], 'The result at [0][0] is 1 and has no "day".'],
    ['[1,2]', ['length'], 'The result is a list of 2 and has no "length".'],
    ['{"$":"tuple","v":[1]}', [1], 'The result is a list of 1 and has no 1.'],
    ['null', ['rows', 'day'], 'The result is null and has no "rows".'],
    ['"text"', [0], 'The result is a text and has no 0.'],
    ['2.0', ['rows'], 'The result is 2.0 and has no "rows".'],
    ['{"$":"map","v":[["a",1]]}', ['a'], 'The result is neither a list nor an object and has no "a".'],
    ['{"$":"date","v":"2026-11-24"}', ['v'], 'The result is neither a list nor an object and has no "v".'],
    ['{}', ['__proto__'], 'The result has no "__proto__".'],
    ['[]', [-1], 'The result is a list of 0 and has no -1.'],
  ])('into %s by %j is refused', (value, path, message) => {
    expect(() => descend(value, path, 'The result')).toThrow(
      expect.objectContaining({ code: 'REFERENCE_PATH_MISSING', message }),
    );
  });

  it('names the nearest field, or those that there are', () => {
    const hintFor = (value: string, step: string) => {
      try {
        return descend(value, [step], 'The result');
      } catch (error) {
        return (error as { hint: string }).hint;
      }
    };

    expect(hintFor('{"total":1,"rows":2}', 'totl')).toBe('Did you mean "total"?');
    expect(hintFor('{"total":1,"rows":2}', 'day')).toBe('There is "total", "rows".');
    expect(hintFor('{}', 'day')).toBe('There are none.');
    expect(hintFor('[]', 'day')).toBe('Compare the path with what the task returned.');
  });
});
