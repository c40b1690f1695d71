/** Remembers what requests resolved to, in a file for each, so that the same request gives the same environment. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { z } from 'zod';
import type { Clock, EnvironmentRequest } from '../../ports.js';
import { makeFolder } from '../../shared-folders/make-folder.js';
import { acquireProcessLock } from '../../shared-folders/process-lock.js';
import { replaceFile } from '../store/replace-file.js';
import { type Resolution, resolution } from './resolution.js';

const FILE = 'resolution.json';
const FORMAT = 1;
const rememberedFile = z.object({ format: z.literal(FORMAT), resolution });

export interface ResolutionTurn {
  readonly key: string;
  readonly signal: AbortSignal;
  /** Called when another process has its turn. */
  onWait(pid: number): void;
}

export class ResolutionStore {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #known = new Map<string, Resolution>();

  /** @param folder absolute; made when it is needed */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Undefined when the request has not been resolved yet. */
  async find(key: string): Promise<Resolution | undefined> {
    const known = this.#known.get(key) ?? (await this.#read(key));
    if (known !== undefined) this.#known.set(key, known);
    return known;
  }

  async keep(key: string, found: Resolution, request: EnvironmentRequest): Promise<void> {
    const { requirements, constraints } = request;
    const facts = { format: FORMAT, at: this.#clock.now().toISOString(), requirements, constraints, resolution: found };
    const home = join(this.#folder, key);
    await makeFolder(home);
    await replaceFile(join(home, FILE), `${maskCredentials(JSON.stringify(facts, undefined, 2))}\n`);
    this.#known.set(key, found);
  }

  /** Gives one process at a time a scratch folder to work on a request in; it is removed at the end. */
  async withScratch<T>(turn: ResolutionTurn, work: (scratch: string) => Promise<T>): Promise<T> {
    const home = join(this.#folder, turn.key);
    await makeFolder(home);
    const { signal, onWait } = turn;
    const release = await acquireProcessLock(join(home, 'lock'), { clock: this.#clock, signal, onWait });
    const scratch = join(home, randomUUID());
    try {
      await removeLeftovers(home);
      await mkdir(scratch, { mode: 0o700 });
      return await work(scratch);
    } finally {
      await rm(scratch, { recursive: true, force: true });
      await release();
    }
  }

  async #read(key: string): Promise<Resolution | undefined> {
    try {
      const text = await readFile(join(this.#folder, key, FILE), 'utf8');
      return rememberedFile.parse(JSON.parse(text)).resolution;
    } catch {
      // Damaged or of another version, it is resolved anew.
      return undefined;
    }
  }
}

/** What processes that were killed have left. Only the one whose turn it is may do this. */
async function removeLeftovers(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => !name.startsWith('lock') && name !== FILE);
  await Promise.all(names.map((name) => rm(join(home, name), { recursive: true, force: true })));
}
