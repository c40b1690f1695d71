import { expect, it } from 'vitest';
import { CaptureNames } from '../../../../packages/runtime/src/source/python/capture-names.js';

const constant = (identifier: string) => ({ identifier, words: [identifier], width: identifier.length + 3 });
const path = (...words: string[]) => ({ words, width: words.join('.').length + 3 });

it('a constant keeps its name', () => {
  expect(new CaptureNames(['x']).choose(constant('LIMIT'))).toBe('LIMIT');
});

it('the same constant has one name', () => {
  const names = new CaptureNames([]);
  expect([constant('LIMIT'), constant('LIMIT')].map((request) => names.choose(request))).toEqual(['LIMIT', 'LIMIT']);
});

it.each([
  ['a word of the text', 'df', ['df'], 'df_'],
  ['and the next best too', 'df', ['df', 'df_'], 'd_2'],
  ['a keyword', 'lambda', [], 'value_'],
  ['what Python mangles in a class', '__key', [], 'key_'],
  ['no name of Python', '$row', [], 'valu_'],
])('another name is made for a constant that is %s', (_why, identifier, taken, expected) => {
  expect(new CaptureNames(taken).choose(constant(identifier))).toBe(expected);
});

it('an expression gets a name of its own words, as wide as there is room', () => {
  const names = new CaptureNames([]);
  const requests = [
    path('settings', 'path'),
    path('settings', 'path'),
    { words: [], width: 4 },
    { words: [], width: 9 },
  ];
  expect(requests.map((request) => names.choose(request))).toEqual([
    'settings_path_',
    'settings_pat_2',
    'v_',
    'value_',
  ]);
});
