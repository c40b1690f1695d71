import { expect, it } from 'vitest';
import { describeNearest } from '../../../packages/sdk/src/options/nearest-name.js';

it.each([
  ['retires', ['retries', 'retryDelay'], 'Did you mean "retries"?'],
  ['Retries', ['retries', 'doc'], 'Did you mean "retries"?'],
  ['RETRIES', ['doc', 'retries'], 'Did you mean "retries"?'],
  ['retry_delay', ['retries', 'retryDelay'], 'Did you mean "retryDelay"?'],
  ['laod', ['load', 'save'], 'Did you mean "load"?'],
  ['execution_timeout', ['executionTimeout', 'doc'], 'Did you mean "executionTimeout"?'],
  ['transmogrify', ['load', 'save'], 'There is "load", "save".'],
  ['transmogrify', ['load'], 'There is "load".'],
  ['xy', ['id', 'doc'], 'There is "id", "doc".'],
  ['abc', ['doc'], 'There is "doc".'],
  ['docs', ['doc', 'id'], 'Did you mean "doc"?'],
  ['', ['load', 'save'], 'There is "load", "save".'],
  ['load', [], 'There are none.'],
])('of %s among %j it is said: %s', (name, known, sentence) => {
  expect(describeNearest(name, known)).toBe(sentence);
});
