/** The instant of `--logical-date`. */
import { readDate } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';

/**
 * A date or an instant, written as @dag's dates are. What names no zone is UTC, as in Airflow, and not the zone of the
 * machine.
 *
 * @throws TaskloomError USAGE
 */
export function parseLogicalDate(text: string): Date {
  const reading = readDate(text);
  if (reading.kind === 'date') return reading.instant;
  throw runtimeError('USAGE', `--logical-date is "${text}", but must be ${reading.form}.`, {
    hint: 'Write it so; without a zone it is UTC.',
  });
}
