/** A run that is being written: its journal, its values, and its logs. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeError } from '../errors.js';
import { formatInstanceId, type InstanceId } from '../instance-id.js';
import type { OutputLine, RunRecord, WireText } from '../ports.js';
import type { RunEvent } from '../run-event.js';
import type { Journal } from './journal.js';
import { LogFiles } from './log-files.js';
import type { StoredValue, StoredValues } from './stored-values.js';

/** Longer texts go to a file of their own. */
const INLINE_LIMIT_CHARACTERS = 32_768;

export interface RecordParts {
  readonly runId: string;
  readonly folder: string;
  readonly journal: Journal;
  readonly values: StoredValues;
  /** Lets others write the run. */
  release(): Promise<void>;
}

export class FileRunRecord implements RunRecord {
  readonly runId: string;
  readonly #folder: string;
  readonly #journal: Journal;
  readonly #logs: LogFiles;
  readonly #values: StoredValues;
  /** Digests of files that are as they were written. */
  readonly #known = new Set<string>();
  /** Values that are being written to files. */
  readonly #files = new Set<Promise<unknown>>();
  readonly #release: () => Promise<void>;
  /** Once: the number of its file may by then be another file's. */
  #closed: Promise<void> | undefined;

  constructor({ runId, folder, journal, values, release }: RecordParts) {
    this.runId = runId;
    this.#folder = folder;
    this.#journal = journal;
    this.#values = values;
    this.#logs = new LogFiles(join(folder, 'logs'));
    this.#release = release;
  }

  async append(event: RunEvent): Promise<void> {
    // A value that has a file of its own is named in the journal when the file is there.
    if (this.#files.size > 0) await Promise.all(this.#files);
    await this.#write(() => this.#journal.append({ kind: 'event', event }));
  }

  async putXCom(instance: InstanceId, key: string, value: WireText): Promise<void> {
    if (value.length <= INLINE_LIMIT_CHARACTERS) return this.#putStored(instance, key, { value });
    const written = this.#write(async () => this.#putStored(instance, key, { digest: await this.#writeValue(value) }));
    this.#files.add(written);
    try {
      await written;
    } finally {
      this.#files.delete(written);
    }
  }

  /** In the journal before whatever is appended after the call. */
  #putStored(instance: InstanceId, key: string, stored: StoredValue): Promise<void> {
    const { taskId, mapIndexes } = instance;
    this.#values.put(instance, key, stored);
    return this.#write(() => this.#journal.append({ kind: 'xcom', taskId, mapIndexes, key, ...stored }));
  }

  async clearXComs(instance: InstanceId): Promise<void> {
    if (!this.#values.clear(instance)) return;
    const { taskId, mapIndexes } = instance;
    await this.#write(() => this.#journal.append({ kind: 'xcoms-cleared', taskId, mapIndexes }));
  }

  async clear(instances: readonly InstanceId[]): Promise<void> {
    if (instances.length === 0) return;
    await this.#write(() => this.#journal.append({ kind: 'cleared', instances }));
    this.#values.clearWithin(instances);
  }

  async getXCom(instance: InstanceId, key: string): Promise<WireText | undefined> {
    const stored = this.#values.get(instance, key);
    if (stored === undefined) return undefined;
    return 'value' in stored ? stored.value : this.#readValue(instance, stored.digest);
  }

  appendLog(instance: InstanceId, attempt: number, line: OutputLine): void {
    this.#explain(() => this.#logs.append(instance, attempt, line));
  }

  closeLog(instance: InstanceId, attempt: number): void {
    this.#explain(() => this.#logs.close(instance, attempt));
  }

  readLog(instance: InstanceId, attempt: number): Promise<string> {
    return this.#logs.read(instance, attempt);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    try {
      await this.#write(() => this.#journal.close());
    } finally {
      await this.#release();
    }
  }

  /** What was there before this process is held against its digest, once. */
  async #readValue(instance: InstanceId, digest: string): Promise<WireText> {
    const path = this.#valuePath(digest);
    const value = await readFile(path, 'utf8').catch(() => undefined);
    const isKnown = value !== undefined && (this.#known.has(digest) || computeDigest(value) === digest);
    if (!isKnown) throw describeLostValue(instance, path);
    this.#known.add(digest);
    return value;
  }

  async #writeValue(value: WireText): Promise<string> {
    const digest = computeDigest(value);
    const path = this.#valuePath(digest);
    if (this.#known.has(digest)) return digest;
    await mkdir(join(this.#folder, 'values'), { recursive: true, mode: 0o700 });
    // Complete before it has its name: another task may return the same value, and a third read it.
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, value, { mode: 0o600 });
    await rename(draft, path);
    this.#known.add(digest);
    return digest;
  }

  async #write(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw describeWriteError(this.#folder, cause);
    }
  }

  #explain(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw describeWriteError(this.#folder, cause);
    }
  }

  #valuePath(digest: string): string {
    return join(this.#folder, 'values', `${digest}.json`);
  }
}

function computeDigest(value: WireText): string {
  return createHash('sha256').update(value).digest('hex');
}

function describeLostValue(instance: InstanceId, path: string): Error {
  const id = formatInstanceId(instance);
  return runtimeError('RUN_DAMAGED', `The value of "${id}" is gone, or is not what was written: ${path}.`, {
    hint: `Let it run again, with all that comes after it: clear "${id}".`,
    details: { path, task: id },
  });
}

/** A disk that is full, or a folder that has gone, while the run is under way. */
export function describeWriteError(folder: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return runtimeError('HOME_UNUSABLE', `What belongs to the run cannot be written to ${folder}: ${message}`, {
    hint: 'See whether the disk is full and the folder is still there, and run it again.',
    details: { folder },
    cause,
  });
}
