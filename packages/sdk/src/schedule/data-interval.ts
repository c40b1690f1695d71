/**
 * The span of time that a run is about: the last one of its schedule that is over at its logical date, as
 * Airflow's `CronDataIntervalTimetable.infer_manual_data_interval` has it.
 */
import { authorError } from '../errors.js';
import { findCronBefore, readSchedule } from './schedule.js';
import { findTimeZone, type TimeZone } from './time-zone.js';

export interface DataInterval {
  readonly start: Date;
  readonly end: Date;
}

/** What a `DagSpec` says of when its DAG runs. */
export interface Timetable {
  readonly schedule?: string | null;
  /** In which the schedule's clock is. Default UTC. */
  readonly timeZone?: string;
}

/** Without a schedule, and with one that is no cron, it is the instant itself. */
export function findDataInterval({ schedule = null, timeZone = 'UTC' }: Timetable, logicalDate: Date): DataInterval {
  const reading = readSchedule(schedule);
  if (reading.kind === 'unplanned') return { start: logicalDate, end: logicalDate };
  const zone = findTimeZone(timeZone);
  if (reading.kind === 'invalid' || zone === undefined) {
    throw authorError('INTERNAL', `The schedule ${schedule} in ${timeZone} was not checked.`);
  }
  const findLast = reading.everyHour ? findLastOfEveryHour : findLastOnClock;
  const end = findLast(reading.expression, zone, logicalDate.getTime() + 1);
  return { start: new Date(findLast(reading.expression, zone, end)), end: new Date(end) };
}

/** The last time before `beforeMs`, by the clock on the wall: an hour that comes twice counts the second time. */
function findLastOnClock(expression: string, zone: TimeZone, beforeMs: number): number {
  let wall = zone.toWall(beforeMs);
  let found: number;
  do {
    wall = findBefore(expression, wall);
    found = zone.fromWall(wall);
    // After a change of clocks, what the clock shows as past can be still to come.
  } while (found >= beforeMs);
  return found;
}

/** What runs every hour also does so in an hour that comes twice: time is counted, not read from the clock. */
function findLastOfEveryHour(expression: string, zone: TimeZone, beforeMs: number): number {
  const offsetAt = (instantMs: number): number => zone.toWall(instantMs) - instantMs;
  const offset = offsetAt(beforeMs - 1);
  const found = findBefore(expression, beforeMs + offset) - offset;
  const earlier = offsetAt(found);
  if (earlier === offset) return found;
  // The clocks were changed in between: it is one of those that were right before the change.
  let before = beforeMs;
  do {
    before = findBefore(expression, before + earlier) - earlier;
  } while (offsetAt(before) !== earlier);
  return before;
}

function findBefore(expression: string, wallMs: number): number {
  const found = findCronBefore(expression, wallMs);
  if (found !== undefined) return found;
  throw authorError('INTERNAL', `The cron expression ${expression} never fits.`);
}
