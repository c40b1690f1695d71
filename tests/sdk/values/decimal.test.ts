import { Decimal } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';

describe('a decimal number', () => {
  it.each([
    '0',
    '1.10',
    '-1.10',
    '+2',
    '.5',
    '5.',
    '1E+5',
    '1e-5',
    '-0',
    'NaN',
    '-NaN',
    'sNaN',
    'Infinity',
    '-Infinity',
  ])('keeps its text: %s', (text) => {
    expect(String(Decimal.from(text))).toBe(text);
    expect(JSON.stringify([Decimal.from(text)])).toBe(JSON.stringify([text]));
  });

  it.each(['', '.', '1,5', '1 000', '1_000', '0x10', '1e', 'e5', '--1', 'Inf', 'nan', 'NaN12', '1\n', '１'])(
    'is not made from %j',
    (text) => {
      expect(() => Decimal.from(text)).toThrow(
        expect.objectContaining({
          code: 'VALUE_UNSUPPORTED',
          message: `${JSON.stringify(text)} is not a decimal number.`,
          hint: 'Write it like 1.10.',
        }),
      );
    },
  );

  it('equals another of the same text', () => {
    expect(Decimal.from('1.10').equals(Decimal.from('1.10'))).toBe(true);
    expect(Decimal.from('1.10').equals(Decimal.from('1.1'))).toBe(false);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(Decimal.from('1'))).toBe(true);
  });
});
