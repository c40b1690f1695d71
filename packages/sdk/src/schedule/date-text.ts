/** Dates that authors and users write: ISO 8601, with a time zone after it as RFC 9557 has it. */
import { findTimeZone, readOffset, type TimeZone } from './time-zone.js';

export type DateReading =
  | { readonly kind: 'date'; readonly instant: Date; readonly timeZone: string }
  /** `form` is what it should be, to complete "must be". */
  | { readonly kind: 'invalid'; readonly form: string };

const FORM = 'a date such as 2026-01-31, 2026-01-31T06:00+01:00 or 2026-01-31T06:00[Europe/Berlin]';
const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?(?:\[([\w/+:-]+)\])?$/i;

/** What names no zone is UTC, as in Airflow, and not the zone of the machine. So is a `Date`. */
export function readDate(given: unknown): DateReading {
  if (given instanceof Date) return hasFourDigitYear(given) ? accept(given.getTime(), UTC) : refuse(FORM);
  const [, day, time = '00:00', offset, zoneName] = (typeof given === 'string' && DATE.exec(given.trim())) || [];
  const wallMs = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(wallMs) || !isOnCalendar(`${day}`)) return refuse(FORM);
  const offsetMs = offset === undefined ? undefined : readOffset(offset);
  if (offset !== undefined && offsetMs === undefined) return refuse(FORM);
  const zone = findTimeZone(zoneName ?? offset ?? 'UTC');
  if (zone === undefined) return refuse(`a date in a time zone that there is; "${zoneName}" is none`);
  if (offsetMs === undefined) return accept(zone.fromWall(wallMs), zone);
  const instantMs = wallMs - offsetMs;
  // `Z` says nothing of the clocks in the zone; another offset says what the zone says too.
  const isAgreed = /^z$/i.test(`${offset}`) || zone.toWall(instantMs) === wallMs;
  return isAgreed ? accept(instantMs, zone) : refuse(`a date whose offset is the one that ${zone.name} has then`);
}

const UTC = { name: 'UTC' };

/** Of the years 1000 to 9999: Python has no later ones, and what reads dates as text knows no shorter ones. */
export function hasFourDigitYear(date: Date): boolean {
  return date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999;
}

function accept(instantMs: number, { name }: Pick<TimeZone, 'name'>): DateReading {
  const instant = new Date(instantMs);
  if (!hasFourDigitYear(instant)) return refuse(FORM);
  return { kind: 'date', instant, timeZone: name };
}

function refuse(form: string): DateReading {
  return { kind: 'invalid', form };
}

/** `Date` makes 3 March of 31 February. */
function isOnCalendar(day: string): boolean {
  return new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) === true;
}
