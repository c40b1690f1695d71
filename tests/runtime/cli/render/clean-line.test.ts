import { expect, test } from 'vitest';
import { cleanLine } from '../../../../packages/runtime/src/cli/render/clean-line.js';

test.each([
  ['plain', 'plain'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b[2J\u001b[1;1Hgone', 'gone'],
  ['\u001b]0;title\u0007text', 'text'],
  ['a\tb', 'a    b'],
  ['50%\r', '50%'],
  ['ding\u0007\u0000', 'ding'],
  ['日本 é', '日本 é'],
])('%j is shown as %j', (line, shown) => {
  expect(cleanLine(line)).toBe(shown);
});

test('a very long line is cut', () => {
  const shown = cleanLine('x'.repeat(100_000));
  expect(shown).toBe(`${'x'.repeat(4096)}…`);
});
