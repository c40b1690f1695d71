import { expect, it } from 'vitest';
import { listResolvingOptions } from '../../../../packages/runtime/src/environment/installers/install-options.js';

it.each([
  [['--pre'], ['--pre']],
  [['--compile-bytecode', '--no-binary=six'], ['--no-binary=six']],
  [['--link-mode', 'copy', '--pre'], ['--pre']],
  [
    ['--link-mode=copy', '--no-binary', 'six'],
    ['--no-binary', 'six'],
  ],
])('of %j, %j decide what is chosen', (options, expected) => {
  expect(listResolvingOptions(options)).toEqual(expected);
});
