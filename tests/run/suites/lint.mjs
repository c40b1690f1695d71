// Format, lint and unused code: Biome and knip for TypeScript, ruff for Python.
import { join } from 'node:path';
import { ROOT } from '../../../scripts/root.mjs';
import { runChecks } from '../suite.mjs';
import { runCommand } from '../tools/run-command.mjs';

const PYTHON_FOLDERS = ['packages/runtime/python', 'tests/harness', 'examples'];

/** @type {import('../suite.mjs').Suite} */
export const lint = {
  name: 'lint',
  alone: false,
  run: async ({ pythonTools }) => {
    const { ruff } = await pythonTools();
    return runChecks([
      { title: 'biome ci', run: () => runCommand(bin('biome'), ['ci', '--error-on-warnings', '--colors=off']) },
      { title: 'knip', run: () => runCommand(bin('knip'), []) },
      { title: 'ruff check', run: () => runCommand(ruff, ['check', ...PYTHON_FOLDERS]) },
      { title: 'ruff format', run: () => runCommand(ruff, ['format', '--diff', ...PYTHON_FOLDERS]) },
    ]);
  },
};

/** @param {string} name */
function bin(name) {
  return join(ROOT, 'node_modules/.bin', name);
}
