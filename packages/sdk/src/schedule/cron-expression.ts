/**
 * Cron expressions of five fields as Airflow reads them (croniter's dialect): checked here, where the author can be
 * told what is wrong, and written out as plain lists of numbers, which every cron library understands alike.
 */

export type CronReading =
  | {
      readonly kind: 'cron';
      /** For croner: `*`, lists of numbers, `L`, `5#2` and `5#L`. */
      readonly expression: string;
      /** It fits in every hour of the day. */
      readonly everyHour: boolean;
    }
  /** `form` is what it should be, to complete "must be". */
  | { readonly kind: 'invalid'; readonly form: string };

interface CronField {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const WEEKDAY: CronField = { name: 'day of week', first: 0, last: 6, names: WEEKDAYS };
const MONTHDAY: CronField = { name: 'day of month', first: 1, last: 31 };
const FIELDS: readonly CronField[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  MONTHDAY,
  { name: 'month', first: 1, last: 12, names: MONTHS },
  WEEKDAY,
];

export function readCron(text: string): CronReading {
  const given = text.trim().toLowerCase().split(/\s+/);
  if (given.length !== FIELDS.length) return refuse('of five fields: minute, hour, day of month, month, day of week');
  const fields: string[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const written = given[index] ?? '';
    const read = readField(written, field);
    if (read === undefined) return refuse(describeField(field, written));
    const isAll = written === '*' || written === '?' || (isEvery(read, field) && !isDayBesideDay(field, given));
    fields.push(isAll ? '*' : read.join(','));
  }
  const [, hour, monthday, , weekday] = fields;
  // croniter fails on it when it looks for a day.
  if (weekday?.includes('#') && monthday !== '*') return refuse('with a day of the month or an nth weekday, not both');
  return { kind: 'cron', expression: fields.join(' '), everyHour: hour === '*' };
}

function refuse(fault: string): CronReading {
  return { kind: 'invalid', form: `a cron expression ${fault}` };
}

/** Undefined for what the field cannot be. */
function readField(text: string, field: CronField): readonly (number | string)[] | undefined {
  const numbers = new Set<number>();
  const specials = new Set<string>();
  const items = text.split(',');
  for (const item of items) {
    if (items.length > 1 && (item === '*' || item === '?')) return undefined;
    const read = readSpecial(item, field) ?? readNumbers(item, field);
    if (read === undefined) return undefined;
    if (typeof read === 'string') specials.add(read);
    else for (const number of read) numbers.add(number);
  }
  // As croniter: a Monday or the first Monday is a Monday.
  if (field === WEEKDAY && specials.size > 0 && numbers.size > 0) return undefined;
  return [...[...numbers].sort((a, b) => a - b), ...specials];
}

/** Two day fields are two ways to fit, also where one names all days, unless the other has a star in it. */
function isDayBesideDay(field: CronField, [, , monthday = '', , weekday = '']: readonly string[]): boolean {
  if (field === MONTHDAY) return !/[*?]/.test(weekday);
  return field === WEEKDAY && !/[*?]/.test(monthday);
}

function isEvery(read: readonly (number | string)[], { first, last }: CronField): boolean {
  return read.filter((item) => typeof item === 'number').length === last - first + 1;
}

/** The last day of the month, the second or the last Friday in it. */
function readSpecial(item: string, field: CronField): string | undefined {
  if (field === MONTHDAY) return item === 'l' ? 'L' : undefined;
  if (field !== WEEKDAY) return undefined;
  const [, last, day, nth] = /^(?:l(\w+)|(\w+)#([1-5]))$/.exec(item) ?? [];
  const weekday = readNumber(last ?? day, field);
  return weekday === undefined ? undefined : `${weekday}#${last === undefined ? nth : 'L'}`;
}

/** `5`, `1-5`, `22-2`, `5/10`, and by steps `*` and `1-5`. What cron and croniter read differently is refused. */
function readNumbers(item: string, field: CronField): readonly number[] | undefined {
  const [whole, star, from, to, step = '1'] = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item) ?? [];
  if (whole === undefined || Number(step) === 0) return undefined;
  if (star === '?' && field !== MONTHDAY && field !== WEEKDAY) return undefined;
  if (star !== undefined) return listNumbers(field, { from: field.first, to: field.last, step: Number(step) });
  const first = readNumber(from, field);
  if (first === undefined) return undefined;
  if (to === undefined)
    return whole.includes('/') ? listNumbers(field, { from: first, to: field.last, step: Number(step) }) : [first];
  // A week from 1 to 7 ends on Sunday.
  const last = field === WEEKDAY && to === '7' ? 7 : readNumber(to, field);
  if (last === undefined || last === first || (last < first && step !== '1')) return undefined;
  return listNumbers(field, { from: first, to: last, step: Number(step) });
}

/** From a number to a lower one it goes on past the field's end. */
function listNumbers(
  { first, last }: CronField,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): readonly number[] {
  const size = last - first + 1;
  const length = from <= to ? to - from : to - from + size;
  return Array.from(
    { length: Math.floor(length / step) + 1 },
    (_, index) => first + ((from - first + index * step) % size),
  );
}

function readNumber(text: string | undefined, { first, last, names = [] }: CronField): number | undefined {
  if (text === undefined) return undefined;
  const named = names.indexOf(text);
  if (named >= 0) return first + named;
  if (!/^\d+$/.test(text)) return undefined;
  const number = Number(text);
  // Sunday is 0 and 7.
  if (names === WEEKDAYS && number === 7) return 0;
  return number >= first && number <= last ? number : undefined;
}

function describeField({ name, first, last, names }: CronField, given: string): string {
  const range = `${first} to ${names === WEEKDAYS ? 7 : last}`;
  const named = names === undefined ? '' : ` or ${names[0]} to ${names.at(-1)}`;
  const shown = given.length > 30 ? `${given.slice(0, 30)}…` : given;
  return `whose ${name}, here "${shown}", is made of ${range}${named}, as in *, 3, 1-5, */2 or 1,4`;
}
