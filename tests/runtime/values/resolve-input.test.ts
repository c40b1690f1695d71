import type { InputSpec } from '@taskloom/sdk/internal';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../packages/runtime/src/values/descend.js';
import { type InputSources, resolveInput } from '../../../packages/runtime/src/values/resolve-input.js';

const RESULTS: Readonly<Record<string, string>> = {
  total: '3.0',
  load: '{"rows":[1.0,{"$":"tuple","v":[]}],"toJSON":1}',
  nothing: 'null',
};
const SOURCES: InputSources = {
  xcom: async (taskId, path) => descend(RESULTS[taskId] ?? 'null', path, `The result of "${taskId}"`),
  item: async (mapId) => `{"of":"${mapId}"}`,
  mapped: async () => ['1', 'null', '3.0'],
  maxMapLength: 10,
  params: '{"region":"eu"}',
  context: '{"ds":"2026-11-24","logicalDate":{"$":"datetime","v":"2026-11-24T00:00:00.000000+00:00"}}',
};

const value = (wire: string): InputSpec => ({ kind: 'value', value: JSON.parse(wire) });
const xcom = (taskId: string, ...path: (string | number)[]): InputSpec => ({ kind: 'xcom', taskId, path });
const text = (...parts: InputSpec[]): InputSpec => ({ kind: 'text', parts });
const resolve = (input: InputSpec) => resolveInput(input, SOURCES);

describe('an input', () => {
  it.each<[string, InputSpec, string]>([
    ['a value', value('{"$":"date","v":"2026-11-24"}'), '{"$":"date","v":"2026-11-24"}'],
    ['a result', xcom('total'), '3.0'],
    ['a part of a result', xcom('load', 'rows', 0), '1.0'],
    ['the result of a task that did not run', xcom('skipped'), 'null'],
    ['a param', { kind: 'param', path: ['region'] }, '"eu"'],
    ['all params', { kind: 'param', path: [] }, '{"region":"eu"}'],
    ['a fact of the context', { kind: 'context', path: ['ds'] }, '"2026-11-24"'],
    ['a list', { kind: 'list', items: [xcom('total'), value('1'), { kind: 'list', items: [] }] }, '[3.0,1,[]]'],
    ['a list with a default', { kind: 'list', items: [{ kind: 'default' }] }, '[null]'],
    [
      'an object',
      {
        kind: 'object',
        entries: [
          ['b', xcom('total')],
          ['a"', value('1')],
          ['__proto__', value('2')],
        ],
      },
      '{"b":3.0,"a\\"":1,"__proto__":2}',
    ],
    [
      'an object with the key $',
      {
        kind: 'object',
        entries: [
          ['$', xcom('total')],
          ['a', value('1')],
        ],
      },
      '{"$":"object","v":[["$",3.0],["a",1]]}',
    ],
    ['an empty object', { kind: 'object', entries: [] }, '{}'],
  ])('is %s, as it was written', async (_, input, wire) => {
    expect(await resolve(input)).toBe(wire);
  });

  it('that is the default is nothing', async () => {
    expect(await resolve({ kind: 'default' })).toBeUndefined();
  });

  it.each<[InputSpec]>([
    [xcom('load', 'cols')],
    [xcom('nothing', 'rows')],
    [xcom('skipped', 'rows')],
    [{ kind: 'param', path: ['day'] }],
  ])('whose path leads to nothing is null: %j', async (input) => {
    expect(await resolve(input)).toBe('null');
  });

  it.each<[InputSpec, string]>([
    [{ kind: 'list', items: [xcom('total', 0)] }, 'The result of "total" is 3.0 and has no 0.'],
  ])('whose path leads into what has no parts is refused: %j', async (input, message) => {
    await expect(resolve(input)).rejects.toMatchObject({ code: 'REFERENCE_PATH_MISSING', message });
  });
});

describe('a text', () => {
  it.each([
    ['"a\\n\\u00e9"', 'a\né'],
    ['1', '1'],
    ['1.5', '1.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['{"$":"int","v":"9007199254740993"}', '9007199254740993'],
    ['{"$":"float","v":"nan"}', 'NaN'],
    ['{"$":"datetime","v":"2026-11-24T01:00:00+01:00"}', '2026-11-24T00:00:00.000Z'],
    ['{"$":"plaindatetime","v":"2026-11-24T01:00:00"}', '2026-11-24T01:00:00'],
    ['{"$":"date","v":"2026-11-24"}', '2026-11-24'],
    ['{"$":"time","v":"06:05:04"}', '06:05:04'],
    ['{"$":"timespan","v":"1500000"}', 'PT1.5S'],
    ['{"$":"decimal","v":"1.10"}', '1.10'],
  ])('takes up %s', async (wire, written) => {
    expect(await resolve(text(value('"<"'), value(wire), value('">"')))).toBe(JSON.stringify(`<${written}>`));
  });

  it('takes up results, params and context', async () => {
    const input = text(value('"data/"'), { kind: 'param', path: ['region'] }, value('"/"'), xcom('total'));

    expect(await resolve(input)).toBe('"data/eu/3"');
    expect(await resolve(text({ kind: 'context', path: ['ds'] }))).toBe('"2026-11-24"');
    expect(await resolve(text(text(value('"a"')), value('"b"')))).toBe('"ab"');
    expect(await resolve(text())).toBe('""');
  });

  it.each([
    '[1,2]',
    '{}',
    '{"toJSON":1}',
    '{"$":"set","v":[]}',
    '{"$":"map","v":[]}',
    '{"$":"tuple","v":[]}',
    '{"$":"bytes","v":"YQ=="}',
  ])('does not take up %s', async (wire) => {
    await expect(resolve(text(value(wire)))).rejects.toMatchObject({
      code: 'VALUE_UNSUPPORTED',
      message: `A part of a text is ${wire}, which has no text form.`,
      hint: 'Make it a text in a task.',
    });
  });
});
