/**
 * Runs as folders: `runs/RUN/journal.ndjson`, values too large for the journal in `values/` by digest, and
 * `logs/`. Values of the run that is being written are kept at hand as long as they are small.
 */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeError } from '../errors.js';
import { formatInstanceId, type InstanceId } from '../instance-id.js';
import type { OutputLine, RunRecord, RunStore, WireText } from '../ports.js';
import type { RunEvent } from '../run-event.js';
import { createJournal, type Journal } from './journal.js';
import { LogFiles } from './log-files.js';
import { checkRunId } from './run-id.js';

/** Longer texts go to a file of their own. */
const INLINE_LIMIT_CHARACTERS = 32_768;

type StoredValue = { readonly value: WireText } | { readonly digest: string };

/** A store below `home`, which is made when the first run is. */
export function createFileRunStore(home: string): RunStore {
  return {
    async createRun(runId, dagId, digest) {
      const folder = await createFolder(join(home, 'runs'), checkRunId(runId));
      try {
        const journal = await createJournal(join(folder, 'journal.ndjson'));
        await journal.append({ kind: 'header', runId, dagId, digest });
        return new FileRunRecord(runId, folder, journal);
      } catch (cause) {
        throw describeWriteError(folder, cause);
      }
    },
  };
}

class FileRunRecord implements RunRecord {
  readonly runId: string;
  readonly #folder: string;
  readonly #journal: Journal;
  readonly #logs: LogFiles;
  /** By instance and key. */
  readonly #values = new Map<string, Map<string, StoredValue>>();
  /** Values that are being written to files. */
  readonly #files = new Set<Promise<unknown>>();

  constructor(runId: string, folder: string, journal: Journal) {
    this.runId = runId;
    this.#folder = folder;
    this.#journal = journal;
    this.#logs = new LogFiles(join(folder, 'logs'));
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
    this.#getValues(instance).set(key, stored);
    return this.#write(() => this.#journal.append({ kind: 'xcom', taskId, mapIndexes, key, ...stored }));
  }

  async clearXComs(instance: InstanceId): Promise<void> {
    const values = this.#getValues(instance);
    if (values.size === 0) return;
    const { taskId, mapIndexes } = instance;
    await this.#write(() => this.#journal.append({ kind: 'xcoms-cleared', taskId, mapIndexes }));
    values.clear();
  }

  async getXCom(instance: InstanceId, key: string): Promise<WireText | undefined> {
    const stored = this.#values.get(formatInstanceId(instance))?.get(key);
    if (stored === undefined) return undefined;
    return 'value' in stored ? stored.value : readFile(this.#valuePath(stored.digest), 'utf8');
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
    return this.#write(() => this.#journal.close());
  }

  async #writeValue(value: WireText): Promise<string> {
    const digest = createHash('sha256').update(value).digest('hex');
    const path = this.#valuePath(digest);
    if (await exists(path)) return digest;
    await mkdir(join(this.#folder, 'values'), { recursive: true, mode: 0o700 });
    // Complete before it has its name: another task may return the same value, and a third read it.
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, value, { mode: 0o600 });
    await rename(draft, path);
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

  #getValues(instance: InstanceId): Map<string, StoredValue> {
    const name = formatInstanceId(instance);
    const values = this.#values.get(name) ?? new Map<string, StoredValue>();
    this.#values.set(name, values);
    return values;
  }

  #valuePath(digest: string): string {
    return join(this.#folder, 'values', `${digest}.json`);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function createFolder(runs: string, runId: string): Promise<string> {
  const folder = join(runs, runId);
  try {
    await mkdir(runs, { recursive: true, mode: 0o700 });
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    throw describeFolderError(runs, runId, cause);
  }
  return folder;
}

function describeFolderError(runs: string, runId: string, cause: unknown): Error {
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  if (code === 'EEXIST') {
    return runtimeError('RUN_EXISTS', `There is a run with the id "${runId}" already.`, {
      hint: 'Choose another run id, or leave it out.',
      details: { runId, folder: join(runs, runId) },
      cause,
    });
  }
  return runtimeError('HOME_UNUSABLE', `The folder for runs, ${runs}, cannot be written (${code}).`, {
    hint: 'Give createRuntime a `home`, or set TASKLOOM_HOME, to a folder that you may write.',
    details: { folder: runs },
    cause,
  });
}

/** A disk that is full, or a folder that has gone, while the run is under way. */
function describeWriteError(folder: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return runtimeError('HOME_UNUSABLE', `What belongs to the run cannot be written to ${folder}: ${message}`, {
    hint: 'See whether the disk is full and the folder is still there, and run it again.',
    details: { folder },
    cause,
  });
}
