import { describe, expect, it } from 'vitest';
import { scanPython } from '../../../../packages/runtime/src/source/python/scan-python.js';

// A placeholder is written as @.
function scan(text: string) {
  return scanPython(text.split('@'));
}

describe('what a placeholder stands in', () => {
  it.each([
    ['x = @', 'code'],
    ['f(@, [@])', 'code code'],
    ['# @', 'comment'],
    ['x = 1  # @\ny = @', 'comment code'],
    ['"#" + @', 'code'],
    ['"@"', 'string'],
    ["'@'", 'string'],
    ['"""\n@\n"""\n@', 'string code'],
    ["'''\"@'''", 'string'],
    ['""@', 'code'],
    ['"a" "@"', 'string'],
    ["'it\\'s @'", 'string'],
    ['"\\\\" + @', 'code'],
    ['"\\\\@"', 'string'],
    ['r"\\" @"', 'string'],
    ['r"\\\\" + @', 'code'],
    ['b"@"', 'string'],
    ['u"@"', 'string'],
    ['Rb"@"', 'string'],
    ['f"@"', 'string'],
    ['f"{@}"', 'field'],
    ['f"{@}" + @', 'field code'],
    ['F"{@!r}"', 'field'],
    ['rf"{@}"', 'field'],
    ['fR"\\{@}"', 'field'],
    ['f"\\{@}"', 'field'],
    ['f"\\N{EM DASH} @"', 'string'],
    ['f"\\N{EM DASH}{@}"', 'field'],
    ['rf"\\N{@}"', 'field'],
    ['f"{{@}}"', 'string'],
    ['f"{{{@}}}"', 'field'],
    ['f"}}{@}"', 'field'],
    ['f"{@:>10}" + @', 'field code'],
    ['f"{x:@}"', 'string'],
    ['f"{x:{@}}" + @', 'field code'],
    ['f"{x:{@}.{@}f} @" + @', 'field field string code'],
    ['f"{x!r:@}"', 'string'],
    ['f"{x != @}"', 'field'],
    ['f"{ {1: @}[1] }"', 'field'],
    ['f"{[1, 2][@:]}" + @', 'field code'],
    ['f"{d[\'@\']}"', 'string'],
    ['f"{d["k"]}{@}"', 'field'],
    ['f"{f"{@}"}@" + @', 'field string code'],
    ['f"""\n{\n@\n}\n@"""', 'field string'],
    ['t"{@}@"', 'field string'],
    ['half"@"', 'string'],
    ['x = "open @\ny = @', 'string code'],
    ['x = "open \\\n@"', 'string'],
    ['x = (1,  # (\n@)', 'code'],
    ['\\\n@', 'code'],
  ])('%j: %s', (text, contexts) => {
    expect(scan(text).contexts.join(' ')).toBe(contexts);
  });
});

// Index, indentation in blanks, and ":" for a line that opens a block.
function describeLines(text: string): string {
  return scan(text)
    .logicalLines.map(({ index, indent, opensBlock }) => `${index}/${indent.length}${opensBlock ? ':' : ''}`)
    .join(' ');
}

describe('where statements begin', () => {
  it.each([
    ['', ''],
    ['a', '0/0'],
    ['\n  a\n  b\n', '1/2 2/2'],
    ['a\n\n   # c\n b', '0/0 3/1'],
    ['f(1,\n2)\nb', '0/0 2/0'],
    ['x = """\nno\n"""\n  b', '0/0 3/2'],
    ['x = 1 + \\\n  2\n  b', '0/0 2/2'],
    ['if a:\n  b', '0/0: 1/2'],
    ['if a:  # why\n  b', '0/0: 1/2'],
    ['if a: b\nc', '0/0 1/0'],
    ['x = {1:\n2}\nb', '0/0 2/0'],
    ['x = ":"\nb', '0/0 1/0'],
    ['\tif @:\n\t\t@', '0/1: 1/2'],
    ['f"{x:\n}"', '0/0'],
  ])('%j: %s', (text, lines) => {
    expect(describeLines(text)).toBe(lines);
  });

  it('counts the lines that a placeholder takes', () => {
    const { logicalLines } = scanPython(['a = ', '\nb'], [2]);
    expect(logicalLines.map(({ index }) => index)).toEqual([0, 3]);
  });
});
