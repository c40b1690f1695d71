/** Checks and writes ISO 8601 texts of dates and times without a zone, microseconds kept. */
import { authorError } from '../errors.js';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;

/** `2026-11-24`, or undefined for a day that no calendar has. */
export function normalizeDate(text: string): string | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? text : undefined;
}

/** `06:05:04` or `06:05:04.000300`, as Python's `isoformat` writes it; undefined for what is no time of day. */
export function normalizeTime(text: string): string | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, hour = '', minute = '', second = '00', fraction = ''] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const microseconds = fraction.padEnd(6, '0');
  return `${hour}:${minute}:${second}${Number(microseconds) === 0 ? '' : `.${microseconds}`}`;
}

/** @throws TaskloomError VALUE_UNSUPPORTED */
export function refuseText(type: string, text: string, example: string): never {
  throw authorError('VALUE_UNSUPPORTED', `${JSON.stringify(text)} is not a ${type}.`, {
    hint: `Write it like ${example}.`,
  });
}
