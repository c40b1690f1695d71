// Runs a command to its end and keeps what it printed.
import { spawn } from 'node:child_process';
import { ROOT } from '../../../scripts/root.mjs';

const TIMEOUT_MS = 15 * 60_000;

/**
 * @typedef {object} CommandEnd
 * @property {string | undefined} problem undefined when it ended with 0, else how it ended
 * @property {string} output stdout and stderr, as they came
 * @property {string} stdout
 */

/**
 * Never rejects: a command that cannot be started has that as its problem.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string | undefined>>, timeoutMs?: number }} [options] the
 *   working directory is the repository by default, `env` is added to that of this process, and after `timeoutMs`
 *   (15 min) the command is killed
 * @returns {Promise<CommandEnd>}
 */
export async function runCommand(command, args, { cwd = ROOT, env = {}, timeoutMs = TIMEOUT_MS } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const output = collect(child.stdout, child.stderr);
  const stdout = collect(child.stdout);
  /** @type {string | undefined} */
  const problem = await new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  return { problem, output: output(), stdout: stdout() };
}

/** @param {readonly import('node:stream').Readable[]} streams */
function collect(...streams) {
  /** @type {Buffer[]} */
  const chunks = [];
  for (const stream of streams) stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
