import { encodeToText, encodeValue } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';

describe('a value', () => {
  it('that is undefined is null, also in an object', () => {
    expect(encodeToText([undefined, { a: undefined }])).toBe('[null,{"a":null}]');
  });

  it('may have no prototype', () => {
    expect(encodeToText(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it('may be a Buffer, or a view of a part of one', () => {
    expect(encodeToText(Buffer.from('abcd').subarray(1, 3))).toBe('{"$":"bytes","v":"YmM="}');
  });

  it('may be there twice', () => {
    const row = [1];

    expect(encodeToText([row, { row }])).toBe('[[1],{"row":[1]}]');
  });

  it('keeps the order of its keys', () => {
    expect(encodeToText({ b: 1, a: 2 })).toBe('{"b":1,"a":2}');
    expect(
      encodeToText(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toBe('{"$":"map","v":[["b",1],["a",2]]}');
  });

  it('that holds itself is refused', () => {
    const rows: unknown[] = [1];
    rows.push({ again: rows });

    expect(() => encodeValue(rows)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNSUPPORTED',
        message: 'The value at $[1].again cannot cross between tasks: an Array.',
        hint: 'Take the cycle out: a value cannot hold itself.',
      }),
    );
  });

  it('is called in errors what the caller calls it', () => {
    expect(() => encodeValue({ when: Symbol('mark') }, 'RATES')).toThrow(
      expect.objectContaining({
        message: 'The value at RATES.when cannot cross between tasks: a symbol (Symbol(mark)).',
        details: { path: 'RATES.when', type: 'a symbol (Symbol(mark))' },
      }),
    );
  });
});
