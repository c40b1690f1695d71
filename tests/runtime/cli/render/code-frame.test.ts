import { expect, test } from 'vitest';
import { renderCodeFrame } from '../../../../packages/runtime/src/cli/render/code-frame.js';
import { createPalette } from '../../../../packages/runtime/src/cli/render/palette.js';

const plain = createPalette(false);
const TEXT = ['import a', '', 'def f(x):', '    return x["when"].sort()', '', 'f({})', ''].join('\n');

function frame(facts: { line: number; column?: number; endColumn?: number; text?: string }, width?: number): string {
  return renderCodeFrame({ text: TEXT, ...facts }, plain, width).join('\n');
}

test('carets mark the columns that failed, with two lines before and after', () => {
  expect(frame({ line: 4, column: 12, endColumn: 21 })).toMatchInlineSnapshot(`
    "  3 │ def f(x):
    ❯ 4 │     return x["when"].sort()
        │            ^^^^^^^^^
      5 │
      6 │ f({})"
  `);
});

test('a column without an end gets one caret', () => {
  expect(frame({ line: 4, column: 5 })).toMatchInlineSnapshot(`
    "  3 │ def f(x):
    ❯ 4 │     return x["when"].sort()
        │     ^
      5 │
      6 │ f({})"
  `);
});

test('a line without a column is marked without a caret', () => {
  expect(frame({ line: 3 })).toMatchInlineSnapshot(`
    "  1 │ import a
      2 │
    ❯ 3 │ def f(x):
      4 │     return x["when"].sort()"
  `);
});

test('empty lines at either end of the frame are left out', () => {
  expect(frame({ line: 6, column: 1, endColumn: 6 })).toMatchInlineSnapshot(`
    "  4 │     return x["when"].sort()
      5 │
    ❯ 6 │ f({})
        │ ^^^^^"
  `);
});

test('a line that the file does not have gives no frame', () => {
  expect(frame({ line: 9, column: 1 })).toBe('');
});

test('numbers of different widths line up', () => {
  const text = Array.from({ length: 11 }, (_, index) => `line ${index + 1}`).join('\n');
  expect(frame({ text, line: 9, column: 6 })).toMatchInlineSnapshot(`
    "   7 │ line 7
       8 │ line 8
    ❯  9 │ line 9
         │      ^
      10 │ line 10
      11 │ line 11"
  `);
});

test('tabs and wide characters do not move the carets', () => {
  expect(frame({ text: "\tx = '日本'.nope()", line: 1, column: 11, endColumn: 15 })).toMatchInlineSnapshot(`
    "❯ 1 │     x = '日本'.nope()
        │                ^^^^"
  `);
});

test('of a line wider than the terminal the part around the column is shown', () => {
  const text = `const start = 1; ${'const filler = 2; '.repeat(10)}const broken = nope; ${'const more = 3; '.repeat(5)}`;
  const column = text.indexOf('nope') + 1;
  expect(frame({ text, line: 1, column, endColumn: column + 4 }, 60)).toMatchInlineSnapshot(`
    "❯ 1 │ …ller = 2; const broken = nope; const more = 3; const…
        │                           ^^^^"
  `);
});

test('Windows line ends are no part of a line', () => {
  expect(frame({ text: 'a\r\nb\r\nc', line: 2, column: 1 })).toMatchInlineSnapshot(`
    "  1 │ a
    ❯ 2 │ b
        │ ^
      3 │ c"
  `);
});
