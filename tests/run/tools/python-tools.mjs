// Provides the tools that are published for Python, ruff and uv, in a folder of the tests' own.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/root.mjs';
import { runCommand } from './run-command.mjs';

const TOOLS = ['ruff==0.17.6', 'uv==0.13.9'];
const FOLDER = join(ROOT, 'tests/.cache', TOOLS.join('_').replaceAll('==', '-'));
const OLDEST_MINOR = 8;

/**
 * @typedef {object} PythonTools
 * @property {string} ruff absolute path
 * @property {string} uv absolute path
 */

/**
 * Installs them at the first call, with the newest Python 3.8 or later that can.
 * @param {readonly import('./find-interpreters.mjs').Interpreter[]} interpreters
 * @returns {Promise<PythonTools>}
 * @throws {Error} when there is no such Python, with what each of them said
 */
export async function providePythonTools(interpreters) {
  const tools = { ruff: join(FOLDER, 'bin/ruff'), uv: join(FOLDER, 'bin/uv') };
  if (existsSync(FOLDER)) return tools;
  // Built aside and renamed, so that a folder which is there is whole.
  const scratch = `${FOLDER}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  try {
    await installInto(join(scratch, 'tools'), join(scratch, 'venv'), interpreters);
    if (!existsSync(FOLDER)) renameSync(join(scratch, 'tools'), FOLDER);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return tools;
}

/**
 * @param {string} target
 * @param {string} venv a folder for an environment, for a Python that has no pip of its own
 * @param {readonly import('./find-interpreters.mjs').Interpreter[]} interpreters
 */
async function installInto(target, venv, interpreters) {
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--target',
    target,
    ...TOOLS,
  ];
  const complaints = [];
  for (const { path, label } of interpreters.filter(isRecent).reverse()) {
    const direct = await runCommand(path, install);
    if (direct.problem === undefined) return;
    const created = await runCommand(path, ['-m', 'venv', '--clear', venv]);
    const inVenv = created.problem === undefined ? await runCommand(join(venv, 'bin/python'), install) : created;
    if (inVenv.problem === undefined) return;
    complaints.push(`${label} (${path}): ${direct.output.trim()}\n${inVenv.output.trim()}`);
  }
  throw new Error(['No Python 3.8 or later could install ruff and uv.', ...complaints].join('\n'));
}

/** @param {import('./find-interpreters.mjs').Interpreter} interpreter */
function isRecent({ implementation, version: [major, minor] }) {
  return implementation === 'CPython' && major === 3 && minor >= OLDEST_MINOR;
}
