// Finds every CPython and PyPy of the machine. Apart from the runtime's own search, which is among what is tested.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** The versions that Taskloom is made for. */
const SUPPORTED = ['CPython 2.7', ...[6, 7, 8, 9, 10, 11, 12, 13, 14].map((minor) => `CPython 3.${minor}`), 'PyPy 3'];

const EXECUTABLE = /^(?:python|pypy)(?:[23](?:\.\d+)?)?$/;
const PROBE_TIMEOUT_MS = 20_000;
const PROBE = `import json, os, platform, sys
print(json.dumps([platform.python_implementation(), "%d.%d.%d" % sys.version_info[:3], os.path.realpath(sys.executable)]))`;

/**
 * @typedef {object} Interpreter
 * @property {string} path real path of the executable
 * @property {string} implementation `CPython` or `PyPy`
 * @property {readonly [number, number, number]} version
 * @property {string} label as `CPython 3.12.1`
 */

/** @returns {Promise<Interpreter[]>} oldest first, each real path once */
export async function findInterpreters() {
  const found = await Promise.all([...new Set(folders())].flatMap(executables).map(probe));
  const byPath = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.path, one]])));
  return [...byPath.values()].sort(byAge);
}

/**
 * @param {readonly Interpreter[]} interpreters
 * @returns {string[]} what of `SUPPORTED` is not among them
 */
export function findMissing(interpreters) {
  const there = interpreters.flatMap(({ implementation, version: [major, minor] }) => [
    `${implementation} ${major}`,
    `${implementation} ${major}.${minor}`,
  ]);
  return SUPPORTED.filter((version) => !there.includes(version));
}

function folders() {
  const { PATH = '', PYENV_ROOT, XDG_DATA_HOME = join(homedir(), '.local/share') } = process.env;
  const { UV_PYTHON_INSTALL_DIR = join(XDG_DATA_HOME, 'uv/python') } = process.env;
  const onPath = PATH.split(delimiter).filter((folder) => folder !== '');
  const pyenvRoots = [PYENV_ROOT, join(homedir(), '.pyenv'), ...onPath.filter(isShims).map((shims) => dirname(shims))];
  return [
    // A shim only starts one of the versions that are looked at anyway.
    ...onPath.filter((folder) => !isShims(folder)),
    '/usr/bin',
    '/usr/local/bin',
    ...pyenvRoots.flatMap((root) => (root === undefined ? [] : binFolders(join(root, 'versions')))),
    ...binFolders(UV_PYTHON_INSTALL_DIR),
  ];
}

/** @param {string} folder */
function isShims(folder) {
  return basename(folder) === 'shims';
}

/** @param {string} parent of one folder per version */
function binFolders(parent) {
  return existsSync(parent) ? readdirSync(parent).map((version) => join(parent, version, 'bin')) : [];
}

/** @param {string} folder */
function executables(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => EXECUTABLE.test(name))
    .map((name) => join(folder, name));
}

/**
 * @param {string} path
 * @returns {Promise<Interpreter | undefined>} undefined for what does not run
 */
async function probe(path) {
  const { problem, stdout } = await runCommand(path, ['-c', PROBE], { timeoutMs: PROBE_TIMEOUT_MS });
  if (problem !== undefined) return undefined;
  /** @type {[string, string, string]} */
  const [implementation, text, realPath] = JSON.parse(stdout);
  const [major = 0, minor = 0, micro = 0] = text.split('.').map(Number);
  return { path: realPath, implementation, version: [major, minor, micro], label: `${implementation} ${text}` };
}

/**
 * @param {Interpreter} left
 * @param {Interpreter} right
 */
function byAge(left, right) {
  const [major, minor, micro] = left.version.map((part, index) => part - (right.version[index] ?? 0));
  return (
    left.implementation.localeCompare(right.implementation) ||
    major ||
    minor ||
    micro ||
    left.path.localeCompare(right.path)
  );
}
