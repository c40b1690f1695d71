import { expect, it } from 'vitest';
import { UniqueIds } from '../../../packages/sdk/src/wiring/unique-ids.js';

it.each([
  ['a b c', 'a b c'],
  ['a a a', 'a a__1 a__2'],
  ['a b a b', 'a b a__1 b__1'],
  ['a a__1 a', 'a a__1 a__2'],
  ['a__1 a a', 'a__1 a a__2'],
  ['a__5 a a', 'a__5 a a__6'],
  ['a__1 a__1', 'a__1 a__2'],
  ['a__x a__x', 'a__x a__x__1'],
  ['g.a g.a a', 'g.a g.a__1 a'],
])('of %s come the ids %s', (wanted, given) => {
  const ids = new UniqueIds();
  const taken = wanted.split(' ').map((id) => ids.take(id));
  expect(taken.join(' ')).toBe(given);
  expect(taken.every((id) => ids.has(id))).toBe(true);
});

it('an id that was not taken is not there', () => {
  expect(new UniqueIds().has('a')).toBe(false);
});
