/** A run as NDJSON: one event a line with instants in ISO 8601, and at last one record of what it came to. */
import { encodeValue, type TaskloomError, type WireValue } from '@taskloom/sdk/internal';
import type { RunResult } from '../../run/run-result.js';
import type { RunEvent } from '../../run-event.js';
import { findResultError } from '../result-error.js';
import type { RunView } from './run-view.js';

/** The last line of a run that took place. */
export interface ResultRecord {
  readonly kind: 'result';
  readonly runId: string;
  readonly dagId: string;
  readonly state: RunResult<unknown>['state'];
  readonly startedAt: Date;
  readonly endedAt?: Date;
  /** The run's folder. Absolute. */
  readonly folder: string;
  /** Of a run that succeeded: as on the wire, so that nothing is lost. Plain JSON wherever JSON has the type. */
  readonly value?: WireValue;
  /** Of a run that failed though no task did. */
  readonly error?: ErrorRecord;
}

/** The last line where an error took the place of a result. */
export interface ErrorRecord {
  readonly kind: 'error';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly location?: TaskloomError['location'];
}

/** @param write takes whole lines with their ends */
export function createJsonView(
  write: (text: string) => Promise<void> | undefined,
  note: (text: string) => void,
): RunView {
  return {
    show: (event: RunEvent) => write(`${JSON.stringify(event)}\n`),
    note,
    close: () => undefined,
  };
}

export function describeResult(result: RunResult<unknown>, folder: string): ResultRecord {
  const error = findResultError(result);
  const { runId, dagId, state, startedAt, endedAt } = result;
  return {
    kind: 'result',
    runId,
    dagId,
    state,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    folder,
    ...(state === 'success' ? { value: encodeValue(result.value) } : {}),
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
}

export function describeError({ code, message, hint, location }: TaskloomError): ErrorRecord {
  return {
    kind: 'error',
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(location === undefined ? {} : { location }),
  };
}
