// Provides cloudpickle and dill, which are of pure Python, in folders of the tests' own: for each Python those that it runs.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/root.mjs';
import { runCommand } from './run-command.mjs';

const SETS = [
  { since: '2.7', distributions: ['cloudpickle==1.3.0', 'dill==0.3.5.1'] },
  { since: '3.6', distributions: ['cloudpickle==2.2.1', 'dill==0.3.4'] },
  { since: '3.8', distributions: ['cloudpickle==3.1.1', 'dill==0.4.0'] },
];

/**
 * @param {import('./find-interpreters.mjs').Interpreter} interpreter
 * @param {string} uv
 * @param {string} newest an interpreter that uv knows how to ask
 * @returns {Promise<string>} the folder, to be put on the interpreter's search path
 * @throws {Error} when they cannot be installed, with what uv said
 */
export async function providePicklers({ version }, uv, newest) {
  const set = SETS.findLast(({ since }) => isSince(version, since));
  if (set === undefined) throw new Error(`There is no cloudpickle for Python ${version.join('.')}.`);
  const folder = join(ROOT, 'tests/.cache', set.distributions.join('_').replaceAll('==', '-'));
  if (existsSync(folder)) return folder;
  // Built aside and renamed, so that a folder which is there is whole.
  const scratch = `${folder}.${process.pid}`;
  const place = ['--python', newest, '--python-version', set.since, '--target', scratch];
  const options = ['--quiet', '--no-config', '--no-deps', '--only-binary', ':all:', ...place];
  const { problem, output } = await runCommand(uv, ['pip', 'install', ...options, ...set.distributions]);
  if (problem === undefined && !existsSync(folder)) renameSync(scratch, folder);
  rmSync(scratch, { recursive: true, force: true });
  if (problem !== undefined) throw new Error(`uv pip install ${set.distributions.join(' ')} ${problem}\n${output}`);
  return folder;
}

/**
 * @param {import('./find-interpreters.mjs').Interpreter['version']} version
 * @param {string} since
 */
function isSince([major, minor], since) {
  const [oldestMajor = 0, oldestMinor = 0] = since.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
