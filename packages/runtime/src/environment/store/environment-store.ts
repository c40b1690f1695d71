/**
 * Keeps environments: one folder for each key. A virtualenv has its own absolute path in it and cannot be moved, so it
 * is built where it stays, in a folder nobody else knows of, and what is renamed into place is the manifest that names
 * it, once nobody can write to it any more. Without a manifest nothing is ever used.
 */
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { Clock } from '../../ports.js';
import { makeFolder } from '../../shared-folders/make-folder.js';
import { acquireProcessLock } from '../../shared-folders/process-lock.js';
import { registerUser } from './environment-users.js';
import { findSitePackages, listTopLevel } from './installed-files.js';
import { formatManifest, MANIFEST, type Manifest, parseManifest } from './manifest.js';
import { replaceFile } from './replace-file.js';
import { removeSealed, sealFolder } from './sealed-folder.js';

export interface BuildTurn {
  readonly key: string;
  readonly signal: AbortSignal;
  /** Called when another process builds it. */
  onWait(pid: number): void;
  /** Builds in the folder, which is there and empty, and tells what it has built. */
  build(
    folder: string,
  ): Promise<Omit<Manifest, 'format' | 'key' | 'topLevel' | 'createdAt' | 'fileCount' | 'sizeBytes'>>;
}

export class EnvironmentStore {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #users = new Map<string, Promise<() => Promise<void>>>();

  /** @param folder absolute; made when it is needed */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** The interpreter of an environment that is whole, which is in use from now on; undefined when there is none. */
  async use(key: string): Promise<string | undefined> {
    const home = join(this.#folder, key);
    const manifest = await readManifest(home);
    if (manifest === undefined) return undefined;
    await this.#register(key);
    const path = join(home, manifest.python);
    const now = this.#clock.now();
    try {
      // It may have been pruned before it was registered, and then it has no manifest to be touched.
      await Promise.all([access(path), utimes(join(home, MANIFEST), now, now).catch(ignoreReadOnly)]);
      if (await lacksNothing(path, manifest)) return path;
    } catch {
      // As if it were not there.
    }
    // The folder that it was registered in may be gone, and another one will be made.
    await this.#release(key);
    return undefined;
  }

  /** One process at a time builds an environment; the others find what it has built. */
  async build({ key, signal, onWait, build }: BuildTurn): Promise<string> {
    const home = join(this.#folder, key);
    await makeFolder(home);
    const release = await acquireProcessLock(join(home, 'lock'), { clock: this.#clock, signal, onWait });
    const folder = join(home, randomUUID());
    try {
      const built = await this.use(key);
      if (built !== undefined) return built;
      await this.#register(key);
      await removeContents(home);
      await mkdir(folder, { mode: 0o700 });
      const facts = await build(folder);
      const sitePackages = await findSitePackages(join(home, facts.python, '..', '..'));
      const topLevel = sitePackages === undefined ? [] : await listTopLevel(sitePackages);
      const size = await sealFolder(folder);
      const manifest = { ...facts, key, topLevel, createdAt: this.#clock.now().toISOString(), ...size };
      await publish(home, manifest);
      return join(home, facts.python);
    } catch (error) {
      await removeSealed(folder);
      throw error;
    } finally {
      await release();
    }
  }

  /** Nothing is used any more. */
  async close(): Promise<void> {
    for (const key of [...this.#users.keys()]) await this.#release(key);
  }

  async #release(key: string): Promise<void> {
    const registered = this.#users.get(key);
    this.#users.delete(key);
    const release = await registered;
    await release?.();
  }

  async #register(key: string): Promise<void> {
    const registered = this.#users.get(key) ?? registerUser(join(this.#folder, key));
    this.#users.set(key, registered);
    try {
      await registered;
    } catch (error) {
      this.#users.delete(key);
      throw error;
    }
  }
}

function ignoreReadOnly(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error;
}

/** That everything that was installed is still there, by its name. What is in it `diagnose` looks at. */
async function lacksNothing(python: string, { topLevel }: Manifest): Promise<boolean> {
  const sitePackages = await findSitePackages(join(python, '..', '..'));
  const found = new Set(sitePackages === undefined ? [] : await listTopLevel(sitePackages));
  return topLevel.every((name) => found.has(name));
}

/** Undefined when there is none that is whole. @param home the folder of the environment */
export async function readManifest(home: string): Promise<Manifest | undefined> {
  return parseManifest(await readFile(join(home, MANIFEST), 'utf8').catch(() => ''));
}

async function publish(home: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  await replaceFile(join(home, MANIFEST), maskCredentials(formatManifest(manifest)));
}

/** An environment, and what builders that were killed have left. Only the one who holds the lock may do this. */
export async function removeContents(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => !name.startsWith('lock') && name !== 'users');
  await Promise.all(names.map((name) => removeSealed(join(home, name))));
}
