/** From the wire to JavaScript values. What is malformed was not written by an encoder of ours. */
import { authorError, type TaskloomError } from '../errors.js';
import type { WireValue } from '../spec/dag-spec.js';
import { Decimal } from './decimal.js';
import { isPicklingSerializer, PickledValue } from './pickled-value.js';
import { PlainDate } from './plain-date.js';
import { PlainDateTime } from './plain-date-time.js';
import { PlainTime } from './plain-time.js';
import { TimeSpan } from './time-span.js';

/**
 * The value of JSON text.
 *
 * @throws TaskloomError VALUE_UNSUPPORTED for a date or time that JavaScript cannot hold, INTERNAL for a malformed tag
 */
export function decodeFromText(text: string): unknown {
  return decodeValue(JSON.parse(text) as WireValue);
}

function decodeValue(wire: WireValue): unknown {
  if (typeof wire !== 'object' || wire === null) return wire;
  if (isList(wire)) return wire.map(decodeValue);
  return Object.hasOwn(wire, '$')
    ? decodeTagged(wire)
    : Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, decodeValue(value)]));
}

function decodeTagged(wire: { readonly [key: string]: WireValue }): unknown {
  const { $: name, v: value } = wire;
  if (typeof value === 'string') return decodeText(String(name), value, wire);
  if (!isList(value)) throw describeMalformed(wire);
  switch (name) {
    case 'tuple':
      return value.map(decodeValue);
    case 'set':
    case 'frozenset':
      return new Set(value.map(decodeValue));
    case 'map':
      return new Map(value.map((pair) => readPair(pair, wire)));
    case 'object':
      return Object.fromEntries(value.map((pair) => readPair(pair, wire) as [string, unknown]));
    default:
      return decodePickled(String(name), value, wire);
  }
}

function decodePickled(name: string, [bytes, type, repr]: readonly WireValue[], wire: WireValue): PickledValue {
  const isWhole = typeof bytes === 'string' && typeof type === 'string' && typeof repr === 'string';
  if (!isWhole || !isPicklingSerializer(name)) throw describeMalformed(wire);
  return new PickledValue(name, Buffer.from(bytes, 'base64'), { type, repr });
}

function decodeText(name: string, text: string, wire: WireValue): unknown {
  switch (name) {
    case 'int':
      return decodeInteger(text, wire);
    case 'float':
      return decodeFloat(text, wire);
    case 'datetime':
      return decodeDate(text, wire);
    case 'bytes':
    case 'bytearray':
      return new Uint8Array(Buffer.from(text, 'base64'));
    case 'date':
      return PlainDate.from(text);
    case 'time':
      return PlainTime.from(text);
    case 'plaindatetime':
      return PlainDateTime.from(text);
    case 'timespan':
      return TimeSpan.fromMicroseconds(decodeInteger(text, wire));
    case 'decimal':
      return Decimal.from(text);
    default:
      throw describeMalformed(wire);
  }
}

function decodeInteger(text: string, wire: WireValue): bigint {
  if (!/^-?\d+$/.test(text)) throw describeMalformed(wire);
  return BigInt(text);
}

function decodeFloat(text: string, wire: WireValue): number {
  if (text === 'nan') return Number.NaN;
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  if (!/^-?\d/.test(text) || Number.isNaN(Number(text))) throw describeMalformed(wire);
  return Number(text);
}

const DATETIME = /^(.{19})(?:\.(\d{6}))?([+-])(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{6}))?)?$/;

/** Microseconds that a Date does not hold are cut off. */
function decodeDate(text: string, wire: WireValue): Date {
  const match = DATETIME.exec(text);
  if (match === null) throw describeMalformed(wire);
  const [, local = '', fraction = '0', sign, hours, minutes, seconds = '0', offsetFraction = '0'] = match;
  // Offsets with seconds exist in Python; JavaScript's parser knows none of them.
  const offsetMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const direction = sign === '-' ? -1 : 1;
  const microseconds = Number(fraction) - direction * Number(offsetFraction);
  const instant = new Date(Date.parse(`${local}Z`) - direction * offsetMs + Math.floor(microseconds / 1000));
  if (Number.isNaN(instant.getTime())) throw describeMalformed(wire);
  return instant;
}

function readPair(pair: WireValue, wire: WireValue): [unknown, unknown] {
  if (!isList(pair) || pair.length !== 2) throw describeMalformed(wire);
  const [key = null, value = null] = pair;
  return [decodeValue(key), decodeValue(value)];
}

function isList(wire: WireValue | undefined): wire is readonly WireValue[] {
  return Array.isArray(wire);
}

function describeMalformed(wire: WireValue): TaskloomError {
  return authorError('INTERNAL', `A value on the wire is malformed: ${JSON.stringify(wire).slice(0, 200)}`, {
    hint: 'Please report this.',
  });
}
