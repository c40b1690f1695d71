import { expect, it } from 'vitest';
import {
  chooseLinkMode,
  dropLinkMode,
} from '../../../../packages/runtime/src/environment/installers/install-options.js';

it.each([
  [[], undefined, 'linux', 'hardlink'],
  [[], undefined, 'darwin', 'clone'],
  [[], '', 'linux', 'hardlink'],
  [[], 'copy', 'linux', 'copy'],
  [[], 'symlink', 'darwin', 'clone'],
  [['--pre', '--link-mode', 'clone'], 'copy', 'linux', 'clone'],
  [['--link-mode=copy'], undefined, 'darwin', 'copy'],
  [['--link-mode=symlink'], 'copy', 'linux', 'hardlink'],
] as const)(
  'with the options %j and the variable %j on %s, uv links by %s',
  (installOptions, variable, platform, mode) => {
    expect(chooseLinkMode({ installOptions, variable, platform })).toBe(mode);
  },
);

it('the mode is told uv once', () => {
  expect(dropLinkMode(['--link-mode', 'copy', '--pre', '--link-mode=clone'])).toEqual(['--pre']);
});
