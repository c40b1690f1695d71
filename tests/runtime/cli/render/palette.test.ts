import { expect, test } from 'vitest';
import { createPalette, wantsColor } from '../../../../packages/runtime/src/cli/render/palette.js';

test.each<[isTerminal: boolean, env: NodeJS.ProcessEnv, expected: boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '3', NO_COLOR: '1' }, true],
  [true, { TERM: 'dumb' }, false],
])('on a terminal: %s, with %j: coloured %s', (isTerminal, env, expected) => {
  expect(wantsColor(isTerminal, env)).toBe(expected);
});

test('without colours text stays as it is', () => {
  expect(createPalette(false).red('text')).toBe('text');
});

test('with colours text is wrapped in its codes, whatever the stream of this process is', () => {
  expect(createPalette(true).red('text')).toBe('\u001b[31mtext\u001b[39m');
});

test('nothing is coloured as nothing', () => {
  expect(createPalette(true).dim('')).toBe('');
});
