import { TimeSpan } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';

// Python's timedelta.max and timedelta.min.
const MOST = 86_399_999_999_999_999_999n;
const LEAST = -86_399_999_913_600_000_000n;

describe('a time span', () => {
  it.each([
    [0n, 'PT0S'],
    [1n, 'PT0.000001S'],
    [1_500_000n, 'PT1.5S'],
    [-90_000_000n, '-PT90S'],
    [-1n, '-PT0.000001S'],
    [86_400_000_000n, 'PT86400S'],
    [MOST, 'PT86399999999999.999999S'],
    [LEAST, '-PT86399999913600S'],
  ])('of %s microseconds is written %s', (microseconds, text) => {
    const span = TimeSpan.fromMicroseconds(microseconds);

    expect(span.microseconds).toBe(microseconds);
    expect(String(span)).toBe(text);
    expect(JSON.stringify({ span })).toBe(JSON.stringify({ span: text }));
  });

  it.each([MOST + 1n, LEAST - 1n])('of %s microseconds is refused, as Python has none', (microseconds) => {
    expect(() => TimeSpan.fromMicroseconds(microseconds)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNSUPPORTED',
        message: `${microseconds} microseconds are more than a time span holds.`,
        hint: 'Keep within 999,999,999 days.',
      }),
    );
  });

  it('equals another of the same length', () => {
    expect(TimeSpan.fromMicroseconds(5n).equals(TimeSpan.fromMicroseconds(5n))).toBe(true);
    expect(TimeSpan.fromMicroseconds(5n).equals(TimeSpan.fromMicroseconds(-5n))).toBe(false);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(TimeSpan.fromMicroseconds(5n))).toBe(true);
  });
});
