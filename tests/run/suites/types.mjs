// Type checks: the packages, the tests and examples, and the type tests under both compilers and both kinds of decorators.
import { join } from 'node:path';
import { ROOT } from '../../../scripts/root.mjs';
import { runChecks } from '../suite.mjs';
import { runCommand } from '../tools/run-command.mjs';

const TYPESCRIPT_7 = join(ROOT, 'node_modules/typescript/bin/tsc');
const TYPESCRIPT_6 = join(ROOT, 'tests/node_modules/typescript-6/bin/tsc');
const TYPE_TESTS = ['-p', 'tests/types'];
const LEGACY = ['--experimentalDecorators'];

/** @type {import('../suite.mjs').Suite} */
export const types = {
  name: 'types',
  alone: false,
  run: () =>
    runChecks([
      check('the packages', TYPESCRIPT_7, ['-b']),
      check('the tests', TYPESCRIPT_7, ['-p', 'tests']),
      check('the examples', TYPESCRIPT_7, ['-p', 'examples']),
      check('the scripts', TYPESCRIPT_7, ['-p', 'tests/run']),
      check('type tests, TypeScript 7, standard decorators', TYPESCRIPT_7, TYPE_TESTS),
      check('type tests, TypeScript 7, experimentalDecorators', TYPESCRIPT_7, [...TYPE_TESTS, ...LEGACY]),
      check('type tests, TypeScript 6, standard decorators', TYPESCRIPT_6, TYPE_TESTS),
      check('type tests, TypeScript 6, experimentalDecorators', TYPESCRIPT_6, [...TYPE_TESTS, ...LEGACY]),
    ]),
};

/**
 * @param {string} what
 * @param {string} compiler
 * @param {readonly string[]} args
 * @returns {import('../suite.mjs').Check}
 */
function check(what, compiler, args) {
  return { title: `Type check of ${what}`, run: () => runCommand(process.execPath, [compiler, ...args]) };
}
