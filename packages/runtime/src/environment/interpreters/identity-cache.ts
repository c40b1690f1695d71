/**
 * Answers of interpreters, kept in one file, so that no process has to ask again. An answer holds as long as the file
 * that was asked and the file that it named are the same. A cache that is damaged counts as empty.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../store/replace-file.js';
import { type InterpreterIdentity, interpreterIdentity } from './interpreter.js';

/** What was asked: a file, and what else the answer depends on. */
export interface AskedFile {
  readonly path: string;
  /** Of the file and what selects an interpreter behind it. */
  readonly identity: string;
}

export interface Answer {
  /** Undefined: the file is no interpreter, for certain. */
  readonly found?: InterpreterIdentity | undefined;
  /** Of the interpreter's own file. */
  readonly target?: string | undefined;
}

type Entries = Readonly<Record<string, Answer & { readonly identity: string }>>;

/** Changes with what is asked, and with which answers are kept. */
const FORMAT = 3;
const cacheFile = z.object({
  format: z.literal(FORMAT),
  entries: z.record(
    z.string(),
    z.object({ identity: z.string(), found: interpreterIdentity.optional(), target: z.string().optional() }),
  ),
});

/** Beyond it, what was asked first is forgotten. */
const MAX_ENTRIES = 1000;

export class IdentityCache {
  readonly #file: string | undefined;
  #loading: Promise<Map<string, Entries[string]>> | undefined;
  readonly #fresh = new Map<string, Entries[string]>();

  /** @param file undefined: answers are kept in memory alone */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  async find({ path, identity }: AskedFile): Promise<Answer | undefined> {
    this.#loading ??= this.#read();
    const entry = (await this.#loading).get(path);
    return entry?.identity === identity ? entry : undefined;
  }

  async keep({ path, identity }: AskedFile, answer: Answer): Promise<void> {
    this.#loading ??= this.#read();
    const entry = { identity, ...answer };
    (await this.#loading).set(path, entry);
    this.#fresh.set(path, entry);
  }

  /** Adds what is new to the file. Two who do so at once may lose an answer, which is then asked for again. */
  async save(): Promise<void> {
    if (this.#file === undefined || this.#fresh.size === 0) return;
    const entries = [...(await this.#read()), ...this.#fresh].slice(-MAX_ENTRIES);
    this.#fresh.clear();
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await replaceFile(this.#file, `${JSON.stringify({ format: FORMAT, entries: Object.fromEntries(entries) })}\n`);
    } catch {
      // A folder that cannot be written, or a disk that is full, costs time at the next run, and nothing else.
    }
  }

  async #read(): Promise<Map<string, Entries[string]>> {
    if (this.#file === undefined) return new Map();
    try {
      return new Map(Object.entries(cacheFile.parse(JSON.parse(await readFile(this.#file, 'utf8'))).entries));
    } catch {
      return new Map();
    }
  }
}
