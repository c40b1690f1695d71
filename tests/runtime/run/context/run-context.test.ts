import { expect, it } from 'vitest';
import { describeRunContext } from '../../../../packages/runtime/src/run/context/run-context.js';

it("gives a run's facts in Airflow's formats", () => {
  const logicalDate = new Date('2026-11-24T06:05:04.030Z');
  expect(describeRunContext({ dag: { dagId: 'Sales' }, runId: 'r1', logicalDate, params: '{}' })).toEqual({
    dagId: 'Sales',
    runId: 'r1',
    logicalDate: '2026-11-24T06:05:04.030Z',
    dataIntervalStart: '2026-11-24T06:05:04.030Z',
    dataIntervalEnd: '2026-11-24T06:05:04.030Z',
    ds: '2026-11-24',
    dsNodash: '20261124',
    ts: '2026-11-24T06:05:04.030000+00:00',
    tsNodash: '20261124T060504',
    tsNodashWithTz: '20261124T060504.030000+0000',
    params: '{}',
  });
});

it('leaves a fraction of zero out of ts', () => {
  const logicalDate = new Date('2026-11-24T00:00:00.000Z');
  expect(describeRunContext({ dag: { dagId: 'Sales' }, runId: 'r1', logicalDate, params: '{}' }).ts).toBe(
    '2026-11-24T00:00:00+00:00',
  );
});

it('gives the interval of the schedule, in the time zone of the DAG', () => {
  const dag = { dagId: 'Sales', schedule: '@daily', timeZone: 'Europe/Berlin' };
  const logicalDate = new Date('2026-11-24T06:05:04Z');
  expect(describeRunContext({ dag, runId: 'r1', logicalDate, params: '{}' })).toMatchObject({
    logicalDate: '2026-11-24T06:05:04.000Z',
    dataIntervalStart: '2026-11-22T23:00:00.000Z',
    dataIntervalEnd: '2026-11-23T23:00:00.000Z',
    ds: '2026-11-24',
  });
});
