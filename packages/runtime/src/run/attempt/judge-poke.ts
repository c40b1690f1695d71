/** What a poke of a sensor comes to, and when the next one is: pure functions. */
import { type SensorSpec, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { AttemptOutcome, WireText } from '../../ports.js';
import { computeRetryDelay } from '../../scheduler/rules/retry-delay.js';
import { isTrue, refuseUntold } from '../../scheduler/rules/truth.js';
import { failureFromError } from '../../task-failure.js';
import { sliceEntries } from '../../values/wire-slices.js';

export interface PokeFacts {
  /** Counted from 1. */
  readonly poke: number;
  /** Since the first poke began. */
  readonly elapsedMs: number;
  /** Tells this poke from all others. */
  readonly seed: string;
}

export type PokeVerdict =
  | { readonly kind: 'over'; readonly outcome: AttemptOutcome }
  | { readonly kind: 'again'; readonly delayMs: number }
  | { readonly kind: 'tooLate' };

/** A sensor whose time is up is asked once more then, and not after it. */
export function judgePoke(outcome: AttemptOutcome, sensor: SensorSpec, facts: PokeFacts): PokeVerdict {
  if (outcome.kind === 'failed' && sensor.softFail && (outcome.final || outcome.failure.code === 'TASK_TIMEOUT')) {
    return { kind: 'over', outcome: { kind: 'skipped', reason: outcome.failure.message } };
  }
  if (outcome.kind !== 'success') return { kind: 'over', outcome };
  const read = readPoke(outcome.value);
  if (read instanceof TaskloomError) return { kind: 'over', outcome: failFor(read) };
  const { isDone, value } = read;
  if (isDone) return { kind: 'over', outcome: { kind: 'success', value } };
  const leftMs = sensor.timeoutMs - facts.elapsedMs;
  if (leftMs <= 0) return { kind: 'tooLate' };
  return { kind: 'again', delayMs: Math.min(leftMs, computeWait(sensor, facts)) };
}

/** Airflow's wait: the interval, or with backoff about twice as long each time. */
function computeWait({ pokeIntervalMs, exponentialBackoff, maxWaitMs }: SensorSpec, { poke, seed }: PokeFacts): number {
  const longest = maxWaitMs === undefined ? {} : { maxRetryDelayMs: maxWaitMs };
  const backoff = exponentialBackoff ? { retryBackoff: 2 } : {};
  return computeRetryDelay({ retryDelayMs: pokeIntervalMs, ...backoff, ...longest }, poke, seed);
}

interface Poke {
  readonly isDone: boolean;
  readonly value: WireText;
}

/** A `PokeResult`, or a value that counts as true or false. */
function readPoke(value: WireText): Poke | TaskloomError {
  const entries = sliceEntries(value);
  const done = entries?.get('done');
  if (entries === undefined || (done !== 'true' && done !== 'false')) {
    return refuseUntold('The sensor', value) ?? { isDone: isTrue(value), value };
  }
  const foreign = [...entries.keys()].find((name) => name !== 'done' && name !== 'value');
  if (foreign !== undefined) return refuseForeign(foreign);
  return { isDone: done === 'true', value: entries.get('value') ?? 'null' };
}

/** Not guessed at: taken for a value it would end the sensor, taken for a `PokeResult` it would lose the field. */
function refuseForeign(foreign: string): TaskloomError {
  const message = `The sensor returned an object with "done" and "${foreign}", which is no PokeResult.`;
  return runtimeError('RETURN_INVALID', message, {
    hint: 'Put what the sensor gives into `value`: `{ done: true, value: … }`.',
  });
}

function failFor(error: TaskloomError): AttemptOutcome {
  return { kind: 'failed', failure: failureFromError(error), final: true };
}
