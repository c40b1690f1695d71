// Remembers from what a step was last done, so that it is not done again while that has not changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';

/**
 * The digest is of names and contents, not of times: a new clone and a switched branch change only the latter.
 * @param {readonly string[]} files relative to the repository
 * @param {readonly string[]} [facts] what else the step depends on
 * @returns {string}
 */
export function digestFiles(files, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify([facts, files]));
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/**
 * @param {string} step
 * @returns {string | undefined} the digest with which the step was last done
 */
export function readStamp(step) {
  try {
    return readFileSync(stampPath(step), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} step
 * @param {string} digest
 */
export function writeStamp(step, digest) {
  mkdirSync(dirname(stampPath(step)), { recursive: true });
  writeFileSync(stampPath(step), digest);
}

// Inside node_modules, so that removing that folder forgets what was done.
/** @param {string} step */
function stampPath(step) {
  return join(ROOT, 'node_modules/.taskloom', step);
}
