/** What `@dag({ schedule })` can be: Airflow's presets, a cron expression, or nothing. */
import { type CronReading, readCron } from './cron-expression.js';
import { loadCroner } from './load-croner.js';

/** Airflow's, as cron. */
const CRON_PRESETS: ReadonlyMap<string, string> = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@quarterly', '0 0 1 */3 *'],
  ['@yearly', '0 0 1 1 *'],
]);
const OTHER_PRESETS: readonly string[] = ['@once', '@continuous'];

/** `unplanned`: its runs belong to no time of their own. */
export type ScheduleReading = CronReading | { readonly kind: 'unplanned' };

export function readSchedule(schedule: string | null): ScheduleReading {
  if (schedule === null || OTHER_PRESETS.includes(schedule)) return { kind: 'unplanned' };
  const cron = CRON_PRESETS.get(schedule) ?? schedule;
  if (!cron.startsWith('@')) return readCron(cron);
  const presets = [...OTHER_PRESETS, ...CRON_PRESETS.keys()].join(', ');
  return { kind: 'invalid', form: `one of ${presets}, a cron expression, or null` };
}

/** What a schedule should be that is none, to complete "must be"; undefined when all is well. */
export function findScheduleFault(schedule: string): string | undefined {
  const reading = readSchedule(schedule);
  if (reading.kind === 'invalid') return reading.form;
  // Only a day of some months can be one that never comes; croner need not be loaded to know the others.
  if (reading.kind === 'unplanned' || /^\S+ \S+ \*/.test(reading.expression)) return undefined;
  if (CRON_PRESETS.has(schedule) || findCronBefore(reading.expression, LATE) !== undefined) return undefined;
  return 'a cron expression that fits some day; its months have no such day';
}

/** The end of what a year of four digits can say. */
const LATE = Date.UTC(9999, 11, 31);

/**
 * The last time before `wallMs` that fits a cron expression, both without a time zone. Undefined for one that
 * never fits.
 */
export function findCronBefore(expression: string, wallMs: number): number | undefined {
  const { Cron } = loadCroner();
  const cron = new Cron(expression, { mode: '5-part', utcOffset: 0, paused: true });
  return cron.previousRuns(1, new Date(wallMs))[0]?.getTime();
}
