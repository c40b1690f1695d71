// Runs one step of the set-up: a line when it begins, its output only when it fails.
import { spawn } from 'node:child_process';
import { ROOT } from './root.mjs';

/** A step that did not succeed. The message holds what its command printed. */
export class StepError extends Error {
  /** @override */
  name = 'StepError';
}

/**
 * The line goes to stderr, so that stdout stays that of the command which needed the set-up.
 * @param {string} title in the progressive, without a full stop
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export async function runStep(title, command, args) {
  console.error(`${title} …`);
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const end = await new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`));
  });
  if (end === undefined) return;
  throw new StepError(`${Buffer.concat(output)}\n${title}: \`${[command, ...args].join(' ')}\` ${end}.`.trim());
}
