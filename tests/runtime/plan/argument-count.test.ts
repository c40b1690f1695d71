import type { InputSpec, TaskSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { checkArgumentCount } from '../../../packages/runtime/src/plan/argument-count.js';

// "a b? ...c" as parameters.
function parameters(notation: string) {
  return notation
    .split(' ')
    .filter(Boolean)
    .map((text) => ({
      name: text.replace(/^\.\.\.|\?$/g, ''),
      optional: text.endsWith('?'),
      rest: text.startsWith('...'),
    }));
}

// "v d" as arguments: a value, and undefined.
function call(notation: string): TaskSpec {
  const value: InputSpec = { kind: 'value', value: 1 };
  const args = notation
    .split(' ')
    .filter(Boolean)
    .map((text): InputSpec => (text === 'v' ? value : { kind: 'default' }));
  const options = { retries: 0, retryDelayMs: 0, triggerRule: 'all_success' } as const;
  const calledAt = { file: '/pipeline.ts', line: 7, column: 3 };
  return { taskId: 'load', method: 'load', kind: 'virtualenv', options, args, upstream: [], calledAt };
}

describe('a call fits', () => {
  it.each([
    ['', ''],
    ['a', 'v'],
    ['a b?', 'v'],
    ['a b?', 'v d'],
    ['a? b?', ''],
    ['a ...b', 'v'],
    ['a ...b', 'v v v'],
  ])('load(%s) called with "%s"', (signature, args) => {
    expect(() => checkArgumentCount(call(args), parameters(signature))).not.toThrow();
  });
});

describe('a call does not fit', () => {
  it.each([
    ['a', '', 'load(a) is called without "a".'],
    ['a b', 'd v', 'load(a, b) is called without "a".'],
    ['a b c?', '', 'load(a, b, c?) is called without "a", "b".'],
    ['', 'v', 'load() is called with 1 argument too many.'],
    ['a?', 'v v v', 'load(a?) is called with 2 arguments too many.'],
    ['a ...b', '', 'load(a, ...b) is called without "a".'],
  ])('load(%s) called with "%s"', (signature, args, message) => {
    expect(() => checkArgumentCount(call(args), parameters(signature))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_COUNT',
        message,
        location: { file: '/pipeline.ts', line: 7, column: 3 },
      }),
    );
  });
});
