import { readdir } from 'node:fs/promises';
import { context, dag, python, type Run, type Tasks, task } from '@taskloom/sdk';
import { describe, expect, it } from 'vitest';
import { createTestRuntime, PYTHON } from './test-runtime.js';

/** A DAG that returns its context as flow, TypeScript and Python have it. */
function createReporter(options: Parameters<typeof dag>[0]) {
  @dag({ ...options, id: 'Reporter' })
  class Reporter {
    @task() typed(): string[] {
      const { logicalDate, dataIntervalStart, dataIntervalEnd, ds, dsNodash, ts, tsNodash, tsNodashWithTz } = context();
      const instants = [logicalDate, dataIntervalStart, dataIntervalEnd].map((date) => date.toISOString());
      return [...instants, ds, dsNodash, ts, tsNodash, tsNodashWithTz];
    }
    @task.externalPython({ python: PYTHON }) pythonic(): string[] {
      return python`
        from taskloom import context as c
        instants = [c.logical_date, c.data_interval_start, c.data_interval_end]
        stamps = [at.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (at.microsecond // 1000) for at in instants]
        assert all(at.utcoffset().total_seconds() == 0 for at in instants)
        return stamps + [c["ds"], c["ds_nodash"], c["ts"], c["ts_nodash"], c["ts_nodash_with_tz"]]
      `;
    }
    @task() passed(...given: (Date | string)[]): string[] {
      return given.map((value) => (typeof value === 'string' ? value : value.toISOString()));
    }
    flow({ typed, pythonic, passed }: Tasks<Reporter>, { context: c }: Run) {
      const wired = passed(
        ...[
          c.logicalDate,
          c.dataIntervalStart,
          c.dataIntervalEnd,
          c.ds,
          c.dsNodash,
          c.ts,
          c.tsNodash,
          c.tsNodashWithTz,
        ],
      );
      return { typed: typed(), pythonic: pythonic(), wired };
    }
  }
  return Reporter;
}

const START = '2026-01-01T00:00[Europe/Berlin]';

describe('the data interval and the dates of a run', () => {
  it.each([
    ['without a schedule', {}, '2026-11-24T06:05:04.030Z', '2026-11-24T06:05:04.030Z', '2026-11-24T06:05:04.030Z'],
    ['@once', { schedule: '@once' }, '2026-11-24T06:00Z', '2026-11-24T06:00:00.000Z', '2026-11-24T06:00:00.000Z'],
    ['@daily', { schedule: '@daily' }, '2026-11-24T06:00Z', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    [
      '@daily in Berlin, a day of 25 hours',
      { schedule: '@daily', startDate: START },
      '2026-10-26T06:00Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'cron in Berlin, a time that is left out',
      { schedule: '30 2 * * *', startDate: START },
      '2026-03-29T06:00Z',
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ],
  ])('are the same in TypeScript, Python and flow: %s', async (_what, options, logicalDate, start, end) => {
    await using test = await createTestRuntime();
    const instant = new Date(logicalDate);
    const { value } = await test.runtime.run(createReporter(options), { logicalDate: instant });
    const [at, from, to, ds, dsNodash, ts, ...rest] = value.typed;
    expect([at, from, to, ds]).toEqual([instant.toISOString(), start, end, logicalDate.slice(0, 10)]);
    expect([dsNodash, ts?.slice(0, 16)]).toEqual([ds?.replaceAll('-', ''), instant.toISOString().slice(0, 16)]);
    expect(rest).toEqual([`${dsNodash}T${ts?.slice(11, 19).replaceAll(':', '')}`, ts?.replaceAll(/[-:]/g, '')]);
    expect(value.pythonic).toEqual(value.typed);
    expect(value.wired).toEqual(value.typed);
  });
});

describe('a DAG with dates', () => {
  const Dated = createReporter({ startDate: START, endDate: '2026-12-31[Europe/Berlin]' });

  it.each([
    ['2025-12-31T22:59:59Z', 'before the DAG "Reporter" starts, 2025-12-31T23:00:00.000Z'],
    ['2027-01-01T00:00:00Z', 'after the DAG "Reporter" ends, 2026-12-30T23:00:00.000Z'],
  ])('is neither planned nor run for %s', async (date, fault) => {
    await using test = await createTestRuntime();
    const logicalDate = new Date(date);
    const refusal = {
      code: 'LOGICAL_DATE_OUTSIDE',
      message: `The logical date ${logicalDate.toISOString()} is ${fault}.`,
    };
    await expect(test.runtime.run(Dated, { logicalDate })).rejects.toMatchObject(refusal);
    await expect(test.runtime.plan(Dated, { logicalDate })).rejects.toMatchObject(refusal);
    expect(await readdir(test.home)).not.toContain('runs');
  });

  it.each([[new Date(Number.NaN)], [new Date(8.64e15)], [new Date('0999-12-31T00:00:00Z')]])(
    'is not run for %s, which is no date of four-digit years',
    async (logicalDate) => {
      await using test = await createTestRuntime();
      await expect(test.runtime.run(Dated, { logicalDate })).rejects.toMatchObject({ code: 'USAGE' });
    },
  );
});
