/** Whether a DAG may run for a logical date. */
import type { DagSpec } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';

/**
 * A run outside of the DAG's dates is refused. Airflow takes it, and makes no task in it.
 *
 * @throws TaskloomError LOGICAL_DATE_OUTSIDE
 */
export function checkLogicalDate({ dagId, startDate, endDate }: DagSpec, logicalDate: Date): void {
  const isEarly = startDate !== undefined && logicalDate < new Date(startDate);
  const isLate = endDate !== undefined && logicalDate > new Date(endDate);
  if (!isEarly && !isLate) return;
  const fault = isEarly
    ? `before the DAG "${dagId}" starts, ${startDate}`
    : `after the DAG "${dagId}" ends, ${endDate}`;
  throw runtimeError('LOGICAL_DATE_OUTSIDE', `The logical date ${logicalDate.toISOString()} is ${fault}.`, {
    hint: isEarly
      ? 'Give the run a later date (`logicalDate`, --logical-date), or change the `startDate` of @dag.'
      : 'Give the run an earlier date (`logicalDate`, --logical-date), or change the `endDate` of @dag.',
    details: { logicalDate: logicalDate.toISOString(), startDate, endDate },
  });
}
