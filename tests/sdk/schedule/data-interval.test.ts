import { describe, expect, it } from 'vitest';
import { findDataInterval } from '../../../packages/sdk/src/schedule/data-interval.js';
import recorded from '../../oracle/schedules.json' with { type: 'json' };

interface Recorded {
  readonly schedule: string;
  readonly timeZone: string;
  readonly logicalDate: string;
  readonly start: string;
  readonly end: string;
  /** Where Airflow's own answer is none that an author could use. */
  readonly ours?: { readonly start: string; readonly end: string };
}

const show = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

function findInterval(schedule: string | null, timeZone: string, logicalDate: string) {
  const { start, end } = findDataInterval({ schedule, timeZone }, new Date(logicalDate));
  return { start: show(start), end: show(end) };
}

describe('the data interval of a run', () => {
  it.each(recorded as readonly Recorded[])(
    'is what Airflow infers: $schedule in $timeZone at $logicalDate',
    ({ schedule, timeZone, logicalDate, start, end, ours }) => {
      expect(findInterval(schedule, timeZone, logicalDate)).toEqual(ours ?? { start, end });
    },
  );

  it.each([[null], ['@once'], ['@continuous']])('is the instant itself where the schedule is %s', (schedule) => {
    expect(findInterval(schedule, 'Europe/Berlin', '2026-11-24T06:05:04.030Z')).toEqual({
      start: '2026-11-24T06:05:04.030Z',
      end: '2026-11-24T06:05:04.030Z',
    });
  });

  it('is in UTC where no zone is said', () => {
    const { start } = findDataInterval({ schedule: '@daily' }, new Date('2026-11-24T06:00:00Z'));
    expect(show(start)).toBe('2026-11-23T00:00:00Z');
  });
});

describe('over a change of clocks', () => {
  it.each([
    ['a day of 23 hours', '@daily', '2026-03-30T06:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['a day of 25 hours', '@daily', '2026-10-26T06:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['an hour that comes twice', '@hourly', '2026-10-25T01:10:00Z', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['an hour that is left out', '@hourly', '2026-03-29T01:10:00Z', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
    ['a time that is left out', '30 2 * * *', '2026-03-29T06:00:00Z', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z'],
    ['a time that comes twice', '30 2 * * *', '2026-10-25T06:00:00Z', '2026-10-24T00:30:00Z', '2026-10-25T01:30:00Z'],
  ])('it is %s', (_what, schedule, logicalDate, start, end) => {
    expect(findInterval(schedule, 'Europe/Berlin', logicalDate)).toEqual({ start, end });
  });

  it('intervals of a schedule lie end to end, and each has some length', () => {
    for (const schedule of ['@hourly', '@daily', '30 2 * * *', '*/20 1-3 * * *', '0 */2 * * *', '0 * * * 1-5']) {
      let { start, end } = findInterval(schedule, 'Europe/Berlin', '2026-03-31T00:00:00Z');
      for (let count = 0; count < 40; count += 1) {
        expect(start < end, `${schedule}: ${start} to ${end}`).toBe(true);
        const earlier = findInterval(schedule, 'Europe/Berlin', start);
        expect(earlier.end).toBe(start);
        ({ start, end } = earlier);
      }
    }
  });
});
