import { describe, expect, it } from 'vitest';
import {
  findPythonName,
  isPythonName,
  listWords,
  toFunctionName,
} from '../../../../packages/runtime/src/source/python/python-names.js';

describe('a parameter in Python', () => {
  it.each([
    ['path', 'path'],
    ['_', '_'],
    ['from', 'from_'],
    ['lambda', 'lambda_'],
    ['None', 'None_'],
    ['print', 'print_'],
    ['exec', 'exec_'],
    ['match', 'match'],
    ['type', 'type'],
    ['list', 'list'],
    ['größe', 'größe'],
    ['数', '数'],
    // NFKC, as Python reads it.
    ['ﬁle', 'file'],
    ['$row', undefined],
    ['a\u200db', undefined],
    ['{ a, b }', undefined],
  ])('%s is %s', (name, expected) => {
    expect(findPythonName(name)).toBe(expected);
  });
});

describe('the function that stands for a method', () => {
  it.each([
    ['extract', 'extract'],
    ['import', 'import_'],
    ['my-task', 'my_task'],
    ['2nd', '_2nd'],
    ['$', '_'],
  ])('%s is %s', (name, expected) => {
    expect(toFunctionName(name)).toBe(expected);
  });
});

it('a keyword is no name', () => {
  expect(['a', 'from', 'True', '1a'].map(isPythonName)).toEqual([true, false, false, false]);
});

it('words of a text are found wherever they stand', () => {
  expect(listWords('df = load("x1")  # größe')).toEqual(['df', 'load', 'x1', 'größe']);
});
