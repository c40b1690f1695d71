/**
 * The append-only journal of a run: one JSON object a line, with a version, a running number and a checksum, so
 * that a torn last line is known for what it is. Appends made while a write is under way go out together.
 */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const JOURNAL_VERSION = 1;

export interface Journal {
  /** Resolves when the entry has been handed to the operating system: it then survives the end of this process. */
  append(entry: object): Promise<void>;
  close(): Promise<void>;
}

/** Creates a journal. Fails when the file is there already: a run has one writer. */
export async function createJournal(path: string): Promise<Journal> {
  const file = await open(path, 'ax', 0o600);
  return new FileJournal(file);
}

/** Lines that are written together. */
interface Batch {
  lines: string;
  readonly written: Promise<void>;
}

class FileJournal implements Journal {
  readonly #file: FileHandle;
  #sequence = 0;
  /** The last batch: what is appended before its write begins joins it. */
  #open: Batch | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  append(entry: object): Promise<void> {
    this.#sequence += 1;
    const line = formatLine(this.#sequence, entry);
    this.#open ??= this.#createBatch();
    this.#open.lines += line;
    return this.#open.written;
  }

  async close(): Promise<void> {
    try {
      await this.#last;
    } finally {
      await this.#file.close();
    }
  }

  #createBatch(): Batch {
    const write = async (): Promise<void> => {
      this.#open = undefined;
      await this.#file.appendFile(batch.lines);
    };
    // One write at a time, each after the one before it; where that failed, so does this.
    const batch: Batch = { lines: '', written: this.#last.then(write) };
    this.#last = batch.written;
    return batch;
  }
}

function formatLine(sequence: number, entry: object): string {
  const text = JSON.stringify(entry);
  const checksum = crc32(text).toString(16).padStart(8, '0');
  return `{"v":${JOURNAL_VERSION},"n":${sequence},"crc":"${checksum}","entry":${text}}\n`;
}
