/** What a poke of a sensor comes to, and when the next one is: pure functions. */
import type { SensorSpec } from '@taskloom/sdk/internal';
import type { AttemptOutcome, WireText } from '../ports.js';
import { computeRetryDelay } from './retry-delay.js';
import { isTrue } from './truth.js';

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
  const [, done, found = 'null'] = POKE_RESULT.exec(value) ?? [];
  if (done !== undefined) return { isDone: done === 'true', value: found };
  const [, later = 'null', doneAfter] = POKE_RESULT_TURNED.exec(value) ?? [];
  if (doneAfter !== undefined) return { isDone: doneAfter === 'true', value: later };
  return { isDone: isTrue(value), value };
}

const POKE_RESULT = /^\{"done":(true|false)(?:,"value":(.*))?\}$/s;
const POKE_RESULT_TURNED = /^\{"value":(.*),"done":(true|false)\}$/s;
