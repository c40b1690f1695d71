import { describe, expect, it } from 'vitest';
import { sliceEntries, sliceItems } from '../../../packages/runtime/src/values/wire-slices.js';

const LONG = 'x"\\]}'.repeat(2_000_000);

describe('the items of a list', () => {
  it.each([
    ['[]', []],
    ['[1]', ['1']],
    ['[1.0,-0.5,1e-07,null,true]', ['1.0', '-0.5', '1e-07', 'null', 'true']],
    ['["a","",","]', ['"a"', '""', '","']],
    ['["]","[","\\"]","\\\\"]', ['"]"', '"["', '"\\"]"', '"\\\\"']],
    ['[[],[[1],[2]],{}]', ['[]', '[[1],[2]]', '{}']],
    ['[{"a":[1,"]"]},{"b":{"c":"}"}}]', ['{"a":[1,"]"]}', '{"b":{"c":"}"}}']],
    ['["é😀\\ud800"]', ['"é😀\\ud800"']],
  ])('of %s are as they were written', (text, items) => {
    expect(sliceItems(text)).toEqual(items);
  });

  it.each(['null', '1', '"[1]"', '{}', '{"a":[1]}', ''])('are none of %j', (text) => {
    expect(sliceItems(text)).toBeUndefined();
  });

  it('may be strings of millions of characters', () => {
    const string = JSON.stringify(LONG);

    expect(sliceItems(`[${string},1]`)).toEqual([string, '1']);
    expect(sliceItems(`[[${string}],1]`)).toEqual([`[${string}]`, '1']);
  });
});

describe('the entries of an object', () => {
  it.each<[string, Record<string, string>]>([
    ['{}', {}],
    ['{"a":1.0,"b":[1,{"c":2}],"c":{}}', { a: '1.0', b: '[1,{"c":2}]', c: '{}' }],
    ['{"":null,"a\\"b":"}","\\u00e9":"\\u00e9"}', { '': 'null', 'a"b': '"}"', é: '"\\u00e9"' }],
    ['{"__proto__":1}', { ['__proto__']: '1' }],
  ])('of %s are as they were written', (text, entries) => {
    expect([...(sliceEntries(text) ?? [])]).toEqual(Object.entries(entries));
  });

  it('keep their order, also where keys are numbers', () => {
    expect([...(sliceEntries('{"b":1,"10":2,"9":3}')?.keys() ?? [])]).toEqual(['b', '10', '9']);
  });

  it.each(['null', '1', '"{}"', '[]', ''])('are none of %j', (text) => {
    expect(sliceEntries(text)).toBeUndefined();
  });
});

describe('text that is not of the wire', () => {
  it.each(['["a', '[[1', '["\\"]', '[{"a":1'])('is refused: %s', (text) => {
    expect(() => sliceItems(text)).toThrow(
      expect.objectContaining({ code: 'INTERNAL', message: `A value is not wire text: ${text.slice(1)}` }),
    );
  });
});
