import { PickledValue } from '@taskloom/sdk';
import { decodeFromText, describePickled, encodeToText } from '@taskloom/sdk/internal';
import { expect, it } from 'vitest';

const WIRE = '{"$":"dill","v":["gAROlC4=","own.Thing","<Thing>"]}';
const FACTS = { type: 'own.Thing', repr: '<Thing>' };

it('a pickled value has the bytes that were written, and gives the same text again', () => {
  const [value] = decodeFromText(`[${WIRE}]`) as [PickledValue];
  expect(value).toBeInstanceOf(PickledValue);
  expect(value).toMatchObject({ ...FACTS, serializer: 'dill', sizeBytes: 5 });
  expect([...value.bytes]).toEqual([128, 4, 78, 148, 46]);
  expect(encodeToText({ value })).toBe(`{"value":${WIRE}}`);
});

it('a pickled value stays as it is', () => {
  const bytes = Uint8Array.of(128, 4, 78, 148, 46);
  const value = new PickledValue('dill', bytes, FACTS);
  bytes.fill(0);
  value.bytes.fill(0);
  expect(() => Object.assign(value, { serializer: 'pickle' })).toThrow(TypeError);
  expect(encodeToText(value)).toBe(WIRE);
});

it('an object that looks like one on the wire is none', () => {
  expect(decodeFromText(encodeToText(JSON.parse(WIRE)))).toEqual(JSON.parse(WIRE));
});

it('a pickled value is described by its size, on the wire as well', () => {
  const value = new PickledValue('pickle', new Uint8Array(1000), FACTS);
  expect(String(value)).toBe('a value that pickle has written (1000 bytes)');
  expect(describePickled(encodeToText(value))).toBe(String(value));
});

it.each([['null'], ['"pickle"'], [`[${WIRE}]`], [`{"value":${WIRE}}`], ['{"$":"bytes","v":"gAROlC4="}']])(
  'nothing else is: %s',
  (text) => {
    expect(describePickled(text)).toBeUndefined();
  },
);
