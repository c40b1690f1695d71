/**
 * Runs as folders: `runs/RUN/journal.ndjson`, values too large for the journal in `values/` by digest, and
 * `logs/`. Values of the run that is being written are kept at hand as long as they are small.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeError } from '../errors.js';
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
      const journal = await createJournal(join(folder, 'journal.ndjson'));
      await journal.append({ kind: 'header', runId, dagId, digest });
      return new FileRunRecord(runId, folder, journal);
    },
  };
}

class FileRunRecord implements RunRecord {
  readonly runId: string;
  readonly #folder: string;
  readonly #journal: Journal;
  readonly #logs: LogFiles;
  readonly #values = new Map<string, StoredValue>();

  constructor(runId: string, folder: string, journal: Journal) {
    this.runId = runId;
    this.#folder = folder;
    this.#journal = journal;
    this.#logs = new LogFiles(join(folder, 'logs'));
  }

  append(event: RunEvent): Promise<void> {
    return this.#journal.append({ kind: 'event', event });
  }

  async putXCom(taskId: string, mapIndex: number, key: string, value: WireText): Promise<void> {
    const stored = value.length <= INLINE_LIMIT_CHARACTERS ? { value } : { digest: await this.#writeValue(value) };
    await this.#journal.append({ kind: 'xcom', taskId, mapIndex, key, ...stored });
    this.#values.set(xcomName(taskId, mapIndex, key), stored);
  }

  async getXCom(taskId: string, mapIndex: number, key: string): Promise<WireText | undefined> {
    const stored = this.#values.get(xcomName(taskId, mapIndex, key));
    if (stored === undefined) return undefined;
    return 'value' in stored ? stored.value : readFile(this.#valuePath(stored.digest), 'utf8');
  }

  appendLog(taskId: string, mapIndex: number, attempt: number, line: OutputLine): void {
    this.#logs.append(taskId, mapIndex, attempt, line);
  }

  closeLog(taskId: string, mapIndex: number, attempt: number): void {
    this.#logs.close(taskId, mapIndex, attempt);
  }

  readLog(taskId: string, mapIndex: number, attempt: number): Promise<string> {
    return this.#logs.read(taskId, mapIndex, attempt);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  async #writeValue(value: WireText): Promise<string> {
    const digest = createHash('sha256').update(value).digest('hex');
    await mkdir(join(this.#folder, 'values'), { recursive: true, mode: 0o700 });
    await writeFile(this.#valuePath(digest), value, { mode: 0o600 });
    return digest;
  }

  #valuePath(digest: string): string {
    return join(this.#folder, 'values', `${digest}.json`);
  }
}

function xcomName(taskId: string, mapIndex: number, key: string): string {
  return JSON.stringify([taskId, mapIndex, key]);
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
