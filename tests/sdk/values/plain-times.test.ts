import { PlainDate, PlainDateTime, PlainTime } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';

interface Value {
  toString(): string;
  toJSON(): string;
}
interface ValueClass {
  from(text: string): Value & { equals(other: never): boolean };
}

interface Family {
  readonly kind: ValueClass;
  readonly name: string;
  readonly example: string;
  /** By their text, or as `text > normalized`. */
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    kind: PlainDate,
    name: 'date',
    example: '2026-11-24',
    accepted: ['2026-11-24', '0001-01-01', '9999-12-31', '2024-02-29', '2000-02-29', '0099-12-31'],
    refused: [
      '',
      '2026-11-24T00:00:00',
      '26-11-24',
      '2026-1-1',
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '0000-01-01',
      '+010000-01-01',
      ' 2026-11-24',
      '2026-11-24\n',
      '２026-11-24',
    ],
  },
  {
    kind: PlainTime,
    name: 'time of day',
    example: '06:05:04.000300',
    accepted: [
      '06:05:04',
      '00:00:00',
      '23:59:59.999999',
      '06:05 > 06:05:00',
      '06:05:04.5 > 06:05:04.500000',
      '06:05:04.000 > 06:05:04',
      '06:05:04.000300',
    ],
    refused: ['', '6:05', '06', '24:00:00', '06:60:00', '06:05:60', '06:05:04.', '06:05:04.0000001', '06:05:04Z'],
  },
  {
    kind: PlainDateTime,
    name: 'date and time without a zone',
    example: '2026-11-24T06:05:04.000300',
    accepted: [
      '2026-11-24T06:05:04.000300',
      '0001-01-01T00:00:00',
      '9999-12-31T23:59:59.999999',
      '2026-11-24T06:05 > 2026-11-24T06:05:00',
    ],
    refused: [
      '',
      '2026-11-24',
      '2026-11-24 06:05:04',
      '2026-11-24T06:05:04Z',
      '2026-11-24T06:05:04+01:00',
      '2026-11-24T06:05:04T06:05:04',
      '2026-02-30T06:05:04',
      '2026-11-24T24:00:00',
    ],
  },
];

describe.each(FAMILIES)('a $name', ({ kind, name, example, accepted, refused }) => {
  it.each(accepted)('is made from %s', (notation) => {
    const [text = '', normalized = text] = notation.split(' > ');

    expect(String(kind.from(text))).toBe(normalized);
    expect(JSON.stringify([kind.from(text)])).toBe(JSON.stringify([normalized]));
  });

  it.each(refused)('is not made from %j', (text) => {
    expect(() => kind.from(text)).toThrow(
      expect.objectContaining({
        code: 'VALUE_UNSUPPORTED',
        message: `${JSON.stringify(text)} is not a ${name}.`,
        hint: `Write it like ${example}.`,
      }),
    );
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(kind.from(example))).toBe(true);
  });
});

describe('equality', () => {
  it('is by what the value is', () => {
    expect(PlainDate.from('2026-11-24').equals(PlainDate.from('2026-11-24'))).toBe(true);
    expect(PlainDate.from('2026-11-24').equals(PlainDate.from('2026-11-25'))).toBe(false);
    expect(PlainTime.from('06:05').equals(PlainTime.from('06:05:00.000'))).toBe(true);
    expect(PlainTime.from('06:05').equals(PlainTime.from('06:05:01'))).toBe(false);
    expect(PlainDateTime.from('2026-11-24T06:05').equals(PlainDateTime.from('2026-11-24T06:05:00'))).toBe(true);
    expect(PlainDateTime.from('2026-11-24T06:05').equals(PlainDateTime.from('2026-11-24T06:06'))).toBe(false);
  });
});
