import type { SensorSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import type { AttemptOutcome } from '../../../../packages/runtime/src/ports.js';
import { judgePoke } from '../../../../packages/runtime/src/run/attempt/judge-poke.js';

const SENSOR: SensorSpec = {
  kind: 'sensor',
  pokeIntervalMs: 60_000,
  timeoutMs: 600_000,
  softFail: false,
  mode: 'poke',
  exponentialBackoff: false,
};
const NOW = { poke: 1, elapsedMs: 0, seed: 'wait#1' };
const success = (value: string): AttemptOutcome => ({ kind: 'success', value });
const failed = (final: boolean, code?: string): AttemptOutcome => {
  const failure = { type: 'Error', message: 'no', traceback: '', frames: [], ...(code === undefined ? {} : { code }) };
  return { kind: 'failed', failure, final };
};

describe('a poke that gives', () => {
  it.each([
    ['true', 'true'],
    ['"a text"', '"a text"'],
    ['{"done":true}', 'null'],
    ['{"done":true,"value":{"rows":[1,2]}}', '{"rows":[1,2]}'],
    ['{"value":3,"done":true}', '3'],
    ['{"done":true,"value":"\\",\\"done\\":false}"}', '"\\",\\"done\\":false}"'],
  ])('%s is over, with the value %s', (value, given) => {
    expect(judgePoke(success(value), SENSOR, NOW)).toEqual({ kind: 'over', outcome: success(given) });
  });

  it.each(['false', 'null', '0', '""', '[]', '{"done":false}', '{"done":false,"value":1}', '{"value":1,"done":false}'])(
    '%s is asked again',
    (value) => {
      expect(judgePoke(success(value), SENSOR, NOW)).toEqual({ kind: 'again', delayMs: 60_000 });
    },
  );
});

it('what looks like a PokeResult and has other fields is refused', () => {
  expect(judgePoke(success('{"done":false,"rows":1}'), SENSOR, NOW)).toMatchObject({
    kind: 'over',
    outcome: { kind: 'failed', final: true, failure: { code: 'RETURN_INVALID' } },
  });
});

it('a pickled value is refused: only Python could tell whether it is true', () => {
  expect(judgePoke(success('{"$":"dill","v":["TS4=","int","1"]}'), SENSOR, NOW)).toMatchObject({
    kind: 'over',
    outcome: {
      kind: 'failed',
      final: true,
      failure: {
        code: 'RETURN_INVALID',
        message:
          'The sensor returned a value that dill has written (2 bytes), and only Python can tell whether it is true.',
        hint: 'Return `bool(…)` of it.',
      },
    },
  });
});

it('a PokeResult may have a pickled value', () => {
  const value = '{"$":"dill","v":["TS4=","int","1"]}';
  const poke = judgePoke(success(`{"done":true,"value":${value}}`), SENSOR, NOW);
  expect(poke).toEqual({ kind: 'over', outcome: success(value) });
});

describe('a sensor that is not done', () => {
  const ask = (sensor: Partial<SensorSpec>, facts: Partial<typeof NOW> = {}) =>
    judgePoke(success('false'), { ...SENSOR, ...sensor }, { ...NOW, ...facts });

  it('is asked once more at its timeout, and not after it', () => {
    expect(ask({}, { elapsedMs: 590_000 })).toEqual({ kind: 'again', delayMs: 10_000 });
    expect(ask({}, { elapsedMs: 600_000 })).toEqual({ kind: 'tooLate' });
  });

  it('waits about twice as long each time where its author wants that, up to a limit', () => {
    const waits = [1, 2, 3].map((poke) =>
      ask({ exponentialBackoff: true, pokeIntervalMs: 1000, timeoutMs: 1e9 }, { poke }),
    );
    const [first, second, third] = waits.map((wait) => (wait.kind === 'again' ? wait.delayMs / 1000 : 0));
    expect(first).toBe(1);
    expect(second).toSatisfy((seconds: number) => seconds >= 2 && seconds < 4);
    expect(third).toSatisfy((seconds: number) => seconds >= 4 && seconds < 8);
    expect(ask({ exponentialBackoff: true, maxWaitMs: 5000 }, { poke: 9 })).toEqual({ kind: 'again', delayMs: 5000 });
  });
});

it.each([
  ['a failure', failed(false), false, 'failed'],
  ['a failure, softly', failed(false), true, 'failed'],
  ['a final failure, softly', failed(true), true, 'skipped'],
  ['a timeout of the attempt, softly', failed(false, 'TASK_TIMEOUT'), true, 'skipped'],
  ['a skip', { kind: 'skipped', reason: '' } as const, false, 'skipped'],
] as const)('%s', (_what, outcome, softFail, kind) => {
  expect(judgePoke(outcome, { ...SENSOR, softFail }, NOW)).toMatchObject({ kind: 'over', outcome: { kind } });
});
