/** The lock files of source files: found, read, and written. */
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { TaskloomError } from '@taskloom/sdk/internal';
import { formatLock, type LockedEnvironment, parseLock } from './lock-file.js';

/** `pipeline.lock` beside `pipeline.ts`. */
export function locateLock(sourceFile: string): string {
  return join(dirname(sourceFile), `${basename(sourceFile, extname(sourceFile))}.lock`);
}

interface Read {
  /** Of the file that was read. */
  readonly facts: string;
  /** What is in it, or what is wrong with it: one error, however many tasks ask. */
  readonly content: readonly LockedEnvironment[] | TaskloomError;
}

/** Reads each file again only when it has changed. */
export class LockFiles {
  readonly #read = new Map<string, Read>();

  /** Undefined when there is no such file. @throws TaskloomError LOCK_INVALID */
  read(file: string): readonly LockedEnvironment[] | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const facts = `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
    const known = this.#read.get(file);
    const content = known?.facts === facts ? known.content : readLock(file);
    this.#read.set(file, { facts, content });
    if (content instanceof TaskloomError) throw content;
    return content;
  }

  /** Whole or not at all. */
  async write(file: string, environments: readonly LockedEnvironment[]): Promise<void> {
    const draft = `${file}.${randomUUID()}`;
    try {
      await writeFile(draft, formatLock(environments, dirname(file)));
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }
}

function readLock(file: string): Read['content'] {
  try {
    return parseLock(readFileSync(file, 'utf8'), { file, folder: dirname(file) });
  } catch (error) {
    if (error instanceof TaskloomError) return error;
    throw error;
  }
}
