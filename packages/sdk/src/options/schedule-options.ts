/** The options of `@dag` that say when it runs: `schedule`, `startDate`, `endDate`. */
import type { z } from 'zod';
import { authorError, type SourceLocation, type TaskloomError } from '../errors.js';
import { readDate } from '../schedule/date-text.js';
import { findScheduleFault } from '../schedule/schedule.js';

type Dates = { readonly startDate?: Date | string | undefined; readonly endDate?: Date | string | undefined };

export function createScheduleSchema(zod: typeof z): z.ZodType {
  const text = zod.string({ error: 'a preset such as @daily, a cron expression, or null' });
  return text
    .superRefine((schedule, { addIssue }) => {
      const fault = findScheduleFault(schedule);
      if (fault !== undefined) addIssue({ code: 'custom', message: fault });
    })
    .nullable();
}

export function createDateSchema(zod: typeof z): z.ZodType {
  return zod
    .union([zod.date(), zod.string()], { error: 'a Date or a text such as 2026-01-31' })
    .superRefine((date, { addIssue }) => {
      const reading = readDate(date);
      if (reading.kind === 'invalid') addIssue({ code: 'custom', message: reading.form });
    });
}

/** Of options whose values have been checked one by one. */
export function findOrderProblems(
  { startDate, endDate }: Dates,
  { what, location }: { readonly what: string; readonly location: SourceLocation | undefined },
): readonly TaskloomError[] {
  const { startDate: start, endDate: end } = resolveDates({ startDate, endDate });
  if (start === undefined || end === undefined || start <= end) return [];
  return [
    authorError('OPTION_INVALID', `${what}: "endDate" is ${end}, which is before "startDate", ${start}.`, {
      hint: 'Correct one of them: no run lies between them.',
      details: { option: 'endDate' },
      location,
    }),
  ];
}

/** Dates as instants, with the zone of the schedule beside them. */
export function resolveDates({ startDate, endDate }: Dates): {
  startDate?: string;
  endDate?: string;
  timeZone?: string;
} {
  const start = readDate(startDate);
  const end = readDate(endDate);
  return {
    ...(start.kind === 'date' ? { startDate: start.instant.toISOString(), timeZone: start.timeZone } : {}),
    ...(end.kind === 'date' ? { endDate: end.instant.toISOString() } : {}),
  };
}
