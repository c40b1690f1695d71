import type { DagSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { checkLogicalDate } from '../../../../packages/runtime/src/run/context/logical-date.js';

const check = (dates: Pick<DagSpec, 'startDate' | 'endDate'>, logicalDate: string) => () =>
  checkLogicalDate({ dagId: 'Sales', ...dates } as DagSpec, new Date(logicalDate));

const JANUARY = { startDate: '2026-01-01T00:00:00.000Z', endDate: '2026-01-31T00:00:00.000Z' };

describe('a logical date', () => {
  it.each([['2026-01-01T00:00:00Z'], ['2026-01-31T00:00:00Z']])('may be on the edge of a DAG’s dates: %s', (date) => {
    expect(check(JANUARY, date)).not.toThrow();
  });

  it('may be any where the DAG has no dates', () => {
    expect(check({}, '1999-01-01T00:00:00Z')).not.toThrow();
  });

  it.each([
    ['2025-12-31T23:59:59.999Z', 'before the DAG "Sales" starts, 2026-01-01T00:00:00.000Z', 'a later', 'startDate'],
    ['2026-01-31T00:00:00.001Z', 'after the DAG "Sales" ends, 2026-01-31T00:00:00.000Z', 'an earlier', 'endDate'],
  ])('%s is %s', (date, fault, other, option) => {
    expect(check(JANUARY, date)).toThrow(
      expect.objectContaining({
        code: 'LOGICAL_DATE_OUTSIDE',
        message: `The logical date ${date} is ${fault}.`,
        hint: `Give the run ${other} date (\`logicalDate\`, --logical-date), or change the \`${option}\` of @dag.`,
      }),
    );
  });
});
