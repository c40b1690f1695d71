import { decodeFromText } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';

const MALFORMED = [
  '{"$":"complex","v":"1"}',
  '{"$":"complex","v":[]}',
  '{"$":"set","v":"a"}',
  '{"$":"int"}',
  '{"$":"int","v":5}',
  '{"$":"int","v":"5.5"}',
  '{"$":"int","v":""}',
  '{"$":"timespan","v":"1s"}',
  '{"$":"float","v":"high"}',
  '{"$":"float","v":""}',
  '{"$":"datetime","v":"2026-11-24T00:00:00"}',
  '{"$":"datetime","v":"2026-13-24T00:00:00+00:00"}',
  '{"$":"map","v":[1]}',
  '{"$":"object","v":[["a"]]}',
];

describe('wire text', () => {
  it.each(MALFORMED)('is refused where no encoder wrote it: %s', (wire) => {
    expect(() => decodeFromText(`[${wire}]`)).toThrow(
      expect.objectContaining({
        code: 'INTERNAL',
        message: `A value on the wire is malformed: ${wire}`,
        hint: 'Please report this.',
      }),
    );
  });

  it.each([
    ['{"$":"date","v":"2026-02-30"}', '"2026-02-30" is not a date.'],
    ['{"$":"time","v":"25:00:00"}', '"25:00:00" is not a time of day.'],
    ['{"$":"decimal","v":"1,5"}', '"1,5" is not a decimal number.'],
  ])('is refused for what the value classes refuse: %s', (wire, message) => {
    expect(() => decodeFromText(wire)).toThrow(expect.objectContaining({ code: 'VALUE_UNSUPPORTED', message }));
  });

  it('leaves prototypes alone', () => {
    const value = decodeFromText('{"__proto__":{"polluted":true}}') as object;

    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });
});
