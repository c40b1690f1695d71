import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../packages/runtime/src/source/python/layout.js';
import { scanPython } from '../../../../packages/runtime/src/source/python/scan-python.js';
import { splitEscapes, writePython } from '../../../../packages/runtime/src/source/python/write-python.js';

describe('what is unescaped', () => {
  it.each([
    ['a', ['a']],
    ['\\`a\\`', ['', '`a', '`']],
    ['\\${x}', ['', '${x}']],
    ['$\\{x}', ['$\\{x}']],
    ['\\n\\\\', ['\\n\\\\']],
    ['\\\\\\`', ['\\\\', '`']],
    ['\\\\\\\\', ['\\\\\\\\']],
    ['a\\\r\nb\rc', ['a\\\nb\nc']],
  ])('%j', (raw, parts) => {
    expect(splitEscapes(raw)).toEqual(parts);
  });
});

// The source has the template's text from column 11 of line 5 on; a placeholder `${name}` stands for `name`.
function write(raw: string) {
  const strings = raw.split(/\$\{\w+\}/);
  const names = [...raw.matchAll(/\$\{(\w+)\}/g)];
  const position = (offset: number) => {
    const before = raw.slice(0, offset).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { line: 4 + before.length, column: before.length === 1 ? column + 10 : column };
  };
  const pieces = strings.map((text, index) => {
    const match = names[index - 1];
    return { start: position(match === undefined ? 0 : match.index + match[0].length), parts: splitEscapes(text) };
  });
  const scan = scanPython(pieces.map(({ parts }) => parts.join('')));
  const written = names.map((match, index) => ({
    name: match[1] ?? '',
    context: scan.contexts[index] ?? 'code',
    start: position(match.index),
    inner: position(match.index + 2),
    end: position(match.index + match[0].length),
  }));
  return writePython(pieces, written, layOut(scan, 11 + (/^ */.exec(raw)?.[0].length ?? 0)));
}

describe('text and columns', () => {
  it.each<[string, string, number, string]>([
    // what, template, text, shift of the first line, other shifts as line:column+by
    ['\n  return ${a} + 1\n', '\n  return   a  + 1\n', 0, ''],
    ['\n  ${a}.b(${c})', '\n  a   .b(  c )', 0, ''],
    ['\n  f"{${a}}" + b', '\n  f"{a}" + b', 0, '6:6+2 6:7+1'],
    ['\n  f"{x${a}y}"', '\n  f"{x a y}"', 0, '6:8+1'],
    ['\n  \\`${a}\\`', '\n  `  a `', 0, '6:3+1 6:8+1'],
    ['return 1', '          return 1', 0, ''],
    ['  return 1', '            return 1', 0, ''],
    ['${a}', '          a   ', 0, ''],
    ['a = 1\n  return a', '  a = 1\n  return a', 8, ''],
    ['if ${a}:\n    b\n  return', '  if   a :\n    b\n  return', 8, ''],
    ['if a:\n    b\n    c', ' if a:\n    b\n    c', 9, ''],
    ['# note\n  return', '# note\n  return', 10, ''],
    ['  \n  return', '\n  return', 0, ''],
    ['\na = """\nx\n"""\nreturn ${a}', '\n a = """\nx\n"""\n return   a ', 0, '6:2+-1 9:2+-1'],
    ['a\nb', ' a\n b', 9, '6:2+-1'],
    ['\n  # ${a} b', '\n  #   a  b', 0, ''],
  ])('%j', (raw, text, firstShift, shifts) => {
    const written = write(raw);
    expect(written.text).toBe(text);
    expect(written.firstShift).toBe(firstShift);
    expect(written.columnShifts.map(({ line, column, by }) => `${line}:${column}+${by}`).join(' ')).toBe(shifts);
  });
});
