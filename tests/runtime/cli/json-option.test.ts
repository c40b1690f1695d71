import { expect, test } from 'vitest';
import { parseArrayOption, parseObjectOption } from '../../../packages/runtime/src/cli/json-option.js';

test('params are an object', () => {
  expect(parseObjectOption('--params', '{"day": "2026-01-31", "n": 1e300}')).toEqual({ day: '2026-01-31', n: 1e300 });
});

test('arguments are an array', () => {
  expect(parseArrayOption('--args', '[1, "12345678901234567890", 9007199254740991]')).toEqual([
    1,
    '12345678901234567890',
    9007199254740991,
  ]);
});

test.each([
  [() => parseObjectOption('--params', '[]'), '--params takes a JSON object, not an array.'],
  [() => parseObjectOption('--params', 'null'), '--params takes a JSON object, not null.'],
  [() => parseObjectOption('--params', '"day"'), '--params takes a JSON object, not a string.'],
  [
    () => parseArrayOption('--args', '{}'),
    '--args takes a JSON array with an item for each argument, not a JSON object.',
  ],
  [() => parseArrayOption('--args', '3'), '--args takes a JSON array with an item for each argument, not a number.'],
  [
    () => parseArrayOption('--args', '[12345678901234567]'),
    '--args has the integer 12345678901234567, which is beyond ±(2^53−1) and would lose digits.',
  ],
])('%s is refused', (parse, message) => {
  expect(parse).toThrow(expect.objectContaining({ code: 'USAGE', message }));
});

test('what is no JSON is refused with the reason and how to quote it', () => {
  expect(() => parseObjectOption('--params', '{day: 1}')).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: expect.stringMatching(/^--params is not valid JSON: Expected property name/),
      hint: `Quote it for the shell: --params '{"name": "value"}'.`,
    }),
  );
});
