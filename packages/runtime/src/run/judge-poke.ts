/** What a poke of a sensor comes to, and when the next one is: pure functions. */
import type { SensorSpec } from '@taskloom/sdk/internal';
import type { AttemptOutcome, WireText } from '../ports.js';
import { computeRetryDelay } from '../scheduler/retry-delay.js';
import { isTrue } from '../scheduler/truth.js';
import { sliceEntries } from '../values/wire-slices.js';

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
  const { isDone, value } = readPoke(outcome.value);
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

/** A `PokeResult`, or a value that counts as true or false. */
function readPoke(value: WireText): { readonly isDone: boolean; readonly value: WireText } {
  const entries = sliceEntries(value);
  const done = entries?.get('done');
  const isPokeResult = (done === 'true' || done === 'false') && [...(entries?.keys() ?? [])].every(isPokeField);
  if (isPokeResult) return { isDone: done === 'true', value: entries?.get('value') ?? 'null' };
  return { isDone: isTrue(value), value };
}

function isPokeField(name: string): boolean {
  return name === 'done' || name === 'value';
}
