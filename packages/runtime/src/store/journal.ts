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

class FileJournal implements Journal {
  readonly #file: FileHandle;
  #sequence = 0;
  #pending: string[] = [];
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  append(entry: object): Promise<void> {
    this.#sequence += 1;
    this.#pending.push(formatLine(this.#sequence, entry));
    if (this.#writing === undefined) return this.#flush();
    // Whatever comes in during a write shares the one that follows it.
    this.#next ??= this.#writing.then(() => this.#flush());
    return this.#next;
  }

  async close(): Promise<void> {
    await (this.#next ?? this.#writing);
    await this.#file.close();
  }

  #flush(): Promise<void> {
    const lines = this.#pending.join('');
    this.#pending = [];
    this.#next = undefined;
    const writing = this.#file.appendFile(lines).finally(() => {
      if (this.#writing === writing) this.#writing = undefined;
    });
    this.#writing = writing;
    return writing;
  }
}

function formatLine(sequence: number, entry: object): string {
  const text = JSON.stringify(entry);
  const checksum = crc32(text).toString(16).padStart(8, '0');
  return `{"v":${JOURNAL_VERSION},"n":${sequence},"crc":"${checksum}","entry":${text}}\n`;
}
