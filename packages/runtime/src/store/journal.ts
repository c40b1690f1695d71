/**
 * The append-only journal of a run: one JSON object a line, with a version, a running number and a checksum, so
 * that a torn last line is known for what it is. Appends made in one turn go out together.
 */
import { appendFileSync, closeSync, ftruncateSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** The file's name in the folder of a run. */
export const JOURNAL = 'journal.ndjson';
export const JOURNAL_VERSION = 2;

export interface Journal {
  /** Resolves when the entry has been handed to the operating system: it then survives the end of this process. */
  append(entry: object): Promise<void>;
  close(): Promise<void>;
}

/** Creates a journal. Fails when the file is there already: a run has one writer. */
export async function createJournal(path: string): Promise<Journal> {
  return new FileJournal(openSync(path, 'ax', 0o600), 0);
}

/** What is whole of a journal. */
export interface JournalEnd {
  /** Of the last entry. */
  readonly sequence: number;
  readonly sizeBytes: number;
}

/** Goes on with a journal. A torn last line is cut off. */
export async function continueJournal(path: string, { sequence, sizeBytes }: JournalEnd): Promise<Journal> {
  const descriptor = openSync(path, 'a');
  ftruncateSync(descriptor, sizeBytes);
  return new FileJournal(descriptor, sequence);
}

/** Lines that are written together. */
interface Batch {
  lines: string;
  readonly written: Promise<void>;
}

// Written by calls that wait: handing a few lines to the system takes less than asking another thread to do it.
class FileJournal implements Journal {
  readonly #descriptor: number;
  #sequence: number;
  /** What is appended before its write begins joins it. */
  #open: Batch | undefined;
  #error: unknown;

  constructor(descriptor: number, sequence: number) {
    this.#descriptor = descriptor;
    this.#sequence = sequence;
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
      await this.#open?.written;
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #createBatch(): Batch {
    const write = (): void => {
      this.#open = undefined;
      // Nothing comes after what could not be written: the file would have a hole.
      if (this.#error !== undefined) throw this.#error;
      try {
        appendFileSync(this.#descriptor, batch.lines);
      } catch (error) {
        this.#error = error;
        throw error;
      }
    };
    const batch: Batch = { lines: '', written: Promise.resolve().then(write) };
    return batch;
  }
}

function formatLine(sequence: number, entry: object): string {
  const text = JSON.stringify(entry);
  const checksum = computeChecksum(text);
  return `{"v":${JOURNAL_VERSION},"n":${sequence},"crc":"${checksum}","entry":${text}}\n`;
}

/** CRC-32 of an entry's text, in hex. */
export function computeChecksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
