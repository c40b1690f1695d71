/** The instant of `--logical-date`. */
import { runtimeError } from '../errors.js';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * An ISO 8601 date or instant. What names no zone is UTC, as in Airflow, and not the zone of the machine.
 *
 * @throws TaskloomError USAGE
 */
export function parseLogicalDate(text: string): Date {
  const match = ISO.exec(text.trim());
  const [, day = '', time = '00:00', zone = 'Z'] = match ?? [];
  const instant = new Date(`${day}T${time}${zone.toUpperCase()}`);
  const isReal = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) === true;
  if (match !== null && isReal && !Number.isNaN(instant.getTime())) return instant;
  throw runtimeError('USAGE', `--logical-date "${text}" is no date.`, {
    hint: 'Write it as 2026-01-31 or 2026-01-31T06:00:00Z.',
  });
}
