// Lets one process at a time do what it guards. A lock whose process is gone is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * @template T
 * @param {string} path of the lock file
 * @param {() => Promise<T>} guarded
 * @returns {Promise<T>}
 */
export async function withLock(path, guarded) {
  mkdirSync(dirname(path), { recursive: true });
  await acquire(path);
  try {
    return await guarded();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
async function acquire(path) {
  let told = false;
  while (!tryCreate(path)) {
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) {
      takeAway(path, owner);
      continue;
    }
    if (!told) console.error(`Waiting for the set-up of another process${owner === undefined ? '' : ` (${owner})`} …`);
    told = true;
    await sleep(POLL_MS);
  }
}

/** @param {string} path */
function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Undefined while its owner has not written its number yet, or has just let go. */
/** @param {string} path */
function readOwner(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * Renamed before it is removed: of two processes that find the same dead owner, the second must not remove the lock
 * that the first has made since.
 * @param {string} path
 * @param {number} owner
 */
function takeAway(path, owner) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readOwner(aside) === owner) rmSync(aside);
  else renameSync(aside, path);
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
