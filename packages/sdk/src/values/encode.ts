/** From JavaScript values to the wire: lossless or refused. Its grammar is in ARCHITECTURE.md. */
import { inspect } from 'node:util';
import { authorError, type TaskloomError } from '../errors.js';
import type { WireValue } from '../spec/dag-spec.js';
import { Decimal } from './decimal.js';
import { entryPath, fieldPath, itemPath } from './path.js';
import { PickledValue } from './pickled-value.js';
import { PlainDate } from './plain-date.js';
import { PlainDateTime } from './plain-date-time.js';
import { PlainTime } from './plain-time.js';
import { TimeSpan } from './time-span.js';

/** Python's parser of JSON follows nesting by recursion; deeper values are refused on both sides. */
export const DEPTH_LIMIT = 200;

/**
 * @param path names the value in errors
 * @param above the containers that the value is in, the outermost first
 * @throws TaskloomError VALUE_UNSUPPORTED with the path, the type, and what to do
 */
export function encodeValue(value: unknown, path = '$', above: readonly object[] = []): WireValue {
  return encode(value, path, above);
}

/** The value as JSON text. @throws as `encodeValue` */
export function encodeToText(value: unknown, path = '$'): string {
  return JSON.stringify(encodeValue(value, path));
}

function encode(value: unknown, path: string, above: readonly object[]): WireValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'number':
      return encodeNumber(value);
    case 'bigint':
      return tag('int', String(value));
    case 'object':
      return value === null ? null : encodeObject(value, path, above);
    default:
      throw refuse(path, value, `Leave it out: a ${typeof value} exists in this process only.`);
  }
}

function encodeNumber(value: number): WireValue {
  if (Number.isNaN(value)) return tag('float', 'nan');
  if (!Number.isFinite(value)) return tag('float', value > 0 ? 'inf' : '-inf');
  if (Object.is(value, -0)) return tag('float', '-0');
  // JSON would print it like an integer, and Python would read one.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return tag('float', String(value));
  return value;
}

function encodeObject(value: object, path: string, above: readonly object[]): WireValue {
  return encodeScalarObject(value, path) ?? encodeContainer(value, path, above);
}

function encodeContainer(value: object, path: string, above: readonly object[]): WireValue {
  if (above.includes(value)) throw refuse(path, value, 'Take the cycle out: a value cannot hold itself.');
  if (above.length >= DEPTH_LIMIT) throw refuse(path, value, `Flatten it: values nest at most ${DEPTH_LIMIT} deep.`);
  const inside = [...above, value];
  if (Array.isArray(value)) return encodeArray(value, path, inside);
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item], index) => [
      encode(key, entryPath(path, index, 'key'), inside),
      encode(item, entryPath(path, index, 'value'), inside),
    ]);
    return tag('map', pairs);
  }
  if (value instanceof Set)
    return tag(
      'set',
      [...value].map((item, index) => encode(item, itemPath(path, index), inside)),
    );
  return encodePlain(value, path, inside);
}

function encodeArray(value: readonly unknown[], path: string, inside: readonly object[]): WireValue {
  const items: WireValue[] = [];
  for (let index = 0; index < value.length; index += 1) {
    if (!(index in value))
      throw refuse(itemPath(path, index), undefined, 'Fill the hole of the sparse array, with null for instance.');
    items.push(encode(value[index], itemPath(path, index), inside));
  }
  return items;
}

function encodeScalarObject(value: object, path: string): WireValue | undefined {
  if (value instanceof Date) return tag('datetime', encodeDate(value, path));
  if (value instanceof Uint8Array) return tag('bytes', toBase64(value));
  if (value instanceof PlainDate) return tag('date', value.toString());
  if (value instanceof PlainTime) return tag('time', value.toString());
  if (value instanceof PlainDateTime) return tag('plaindatetime', value.toString());
  if (value instanceof TimeSpan) return tag('timespan', String(value.microseconds));
  if (value instanceof Decimal) return tag('decimal', value.toString());
  if (value instanceof PickledValue) return tag(value.serializer, [toBase64(value.bytes), value.type, value.repr]);
  return undefined;
}

function toBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function encodeDate(value: Date, path: string): string {
  const year = value.getUTCFullYear();
  if (Number.isNaN(year)) throw refuse(path, value, 'Pass a valid Date.');
  if (year < 1 || year > 9999) throw refuse(path, value, "Keep within Python's years, 1 to 9999.");
  return value.toISOString().replace('Z', '000+00:00');
}

function encodePlain(value: object, path: string, inside: readonly object[]): WireValue {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refuse(path, value, describeInstance(value));
  if (Object.getOwnPropertySymbols(value).length > 0) throw refuse(path, value, 'Use texts as keys, not symbols.');
  const entries = Object.entries(value).map(
    ([key, item]) => [key, encode(item, fieldPath(path, key), inside)] as const,
  );
  if (Object.hasOwn(value, '$'))
    return tag(
      'object',
      entries.map(([key, item]) => [key, item]),
    );
  // `fromEntries` defines properties, so that a key named __proto__ is one.
  return Object.fromEntries(entries);
}

function tag(name: string, value: WireValue): WireValue {
  return { $: name, v: value };
}

function describeInstance(value: object): string {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'Pass a Uint8Array, or an array of numbers.';
  if (value instanceof Promise) return 'Await it first.';
  if (value instanceof String || value instanceof Number || value instanceof Boolean)
    return 'Pass the primitive value.';
  return 'Pass a plain object with the fields that the other side needs.';
}

function refuse(path: string, value: unknown, hint: string): TaskloomError {
  const type = describeType(value);
  return authorError('VALUE_UNSUPPORTED', `The value at ${path} cannot cross between tasks: ${type}.`, {
    hint,
    details: { path, type },
  });
}

function describeType(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const name = (Object.getPrototypeOf(value) as object | null)?.constructor?.name ?? 'Object';
    return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
  }
  return typeof value === 'undefined' ? 'a hole' : `a ${typeof value} (${inspect(value)})`;
}
