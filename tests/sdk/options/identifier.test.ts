import { describe, expect, it } from 'vitest';
import { GROUP_KEY, KEY } from '../../../packages/sdk/src/options/identifier.js';

const LONGEST = 'x'.repeat(250);

describe('the key of a DAG or a task', () => {
  it.each([['a'], ['A'], ['0'], ['_'], ['-'], ['a.b.c'], ['.a'], ['a..b'], ['sales__1'], [LONGEST]])(
    'may be %s',
    (key) => {
      expect(KEY.test(key)).toBe(true);
    },
  );

  it.each([
    [''],
    ['.'],
    ['..'],
    ['...'],
    ['a b'],
    ['a/b'],
    ['a\\b'],
    ['a\n'],
    ['a\0'],
    ['ä'],
    ['а'],
    ['a:b'],
    ['{{ ds }}'],
    [`${LONGEST}x`],
  ])('may not be %j', (key) => {
    expect(KEY.test(key)).toBe(false);
  });
});

describe('the key of a group', () => {
  it.each([['a'], ['A-b_9'], ['x'.repeat(200)]])('may be %s', (key) => {
    expect(GROUP_KEY.test(key)).toBe(true);
  });

  it.each([[''], ['a.b'], ['a b'], ['a\n'], ['x'.repeat(201)]])('may not be %j', (key) => {
    expect(GROUP_KEY.test(key)).toBe(false);
  });
});
