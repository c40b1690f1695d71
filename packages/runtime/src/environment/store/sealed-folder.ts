/**
 * Nobody writes into an environment that is whole: others use it, and its files may be links into the cache of an
 * installer, where every environment to come is linked from.
 */
import { chmodSync, lstatSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface FolderSize {
  readonly fileCount: number;
  /** Of all files, links not followed. */
  readonly sizeBytes: number;
}

const BYTECODE = '__pycache__';
const WRITE_BITS = 0o222;
const FOLDER_MODE = 0o700;

/**
 * Takes everybody's right to write from all files and folders but those of bytecode; what links lead to is left alone.
 *
 * Every folder of modules has one for its bytecode afterwards, where Python keeps what it compiles. uv compiles nothing by
 * itself: to have it compile pandas would take ten times as long as to install it, and space that no two environments
 * share, while a task imports a part of it. The first one compiles that part, in one second, and the next ones find it.
 */
export async function sealFolder(folder: string): Promise<FolderSize> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = entries.filter((entry) => !entry.isDirectory());
  const sizes = await Promise.all(folders.map(({ name }) => sealFolder(join(folder, name))));
  if (files.some(({ name }) => name.endsWith('.py'))) await mkdir(join(folder, BYTECODE), { recursive: true });
  const sizesBytes = files.map(({ name }) => sealOne(join(folder, name)));
  if (basename(folder) !== BYTECODE) sealOne(folder);
  return {
    fileCount: sum([files.length, ...sizes.map(({ fileCount }) => fileCount)]),
    sizeBytes: sum([...sizesBytes, ...sizes.map(({ sizeBytes }) => sizeBytes)]),
  };
}

/** A file, or a folder with all that is in it. Nothing is done where there is none. */
export async function removeSealed(path: string): Promise<void> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts?.isDirectory() === true) await openFolders(path);
  await rm(path, { recursive: true, force: true });
}

/** Gives its size. Of thousands of files, each would wait longer for its turn than it takes. */
function sealOne(path: string): number {
  const facts = lstatSync(path);
  if (!facts.isSymbolicLink() && (facts.mode & WRITE_BITS) !== 0 && process.platform !== 'win32')
    takeWriteBits(path, facts.mode);
  return facts.size;
}

function takeWriteBits(path: string, mode: number): void {
  try {
    chmodSync(path, mode & ~WRITE_BITS);
  } catch (error) {
    // A file in a cache that users share may be another's, and not every file system has modes.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
  }
}

/** What is in a folder can only be removed by who may write to it. */
async function openFolders(folder: string): Promise<void> {
  await chmod(folder, FOLDER_MODE);
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  await Promise.all(folders.map(({ name }) => openFolders(join(folder, name))));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
