/** The environments of a home, for who looks after them: what there is, what is sound, what can go. */
import { randomUUID } from 'node:crypto';
import { access, readdir, rename, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../ports.js';
import { tryProcessLock } from '../../shared-folders/process-lock.js';
import { readManifest, removeContents } from './environment-store.js';
import { listUsers } from './environment-users.js';
import { type Damage, findDamage, findSitePackages } from './installed-files.js';
import { MANIFEST, type Manifest } from './manifest.js';

export interface StoredEnvironment {
  readonly key: string;
  /** Absolute. */
  readonly folder: string;
  /** Undefined: a build has not finished, or was killed. */
  readonly manifest: Manifest | undefined;
  /** Undefined without a manifest. */
  readonly lastUsedAt: Date | undefined;
  /** Process ids of runtimes that are open. */
  readonly users: readonly number[];
}

export interface Diagnosis extends Damage {
  /** The interpreter that the environment was made from is gone, or has become another one. */
  readonly hasLostInterpreter: boolean;
}

/** @param folder that of all environments. Absolute */
export async function listStored(folder: string): Promise<readonly StoredEnvironment[]> {
  const keys = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]+$/.test(name)).sort();
  return Promise.all(keys.map((key) => readStored(folder, key)));
}

async function readStored(folder: string, key: string): Promise<StoredEnvironment> {
  const home = join(folder, key);
  const manifest = await readManifest(home);
  const used = await stat(join(home, MANIFEST)).catch(() => undefined);
  const lastUsedAt = manifest === undefined ? undefined : used?.mtime;
  return { key, folder: home, manifest, lastUsedAt, users: await listUsers(home) };
}

export function isSound({ missing, changed, hasLostInterpreter }: Diagnosis): boolean {
  return missing.length === 0 && changed.length === 0 && !hasLostInterpreter;
}

/** Undefined for what has no manifest. */
export async function diagnose(stored: StoredEnvironment, isDeep: boolean): Promise<Diagnosis | undefined> {
  const { manifest, folder } = stored;
  if (manifest === undefined) return undefined;
  const python = join(folder, manifest.python);
  const hasLostInterpreter = await access(python).then(
    () => false,
    () => true,
  );
  const sitePackages = await findSitePackages(join(python, '..', '..'));
  if (sitePackages === undefined)
    return { missing: ['site-packages'], changed: [], changedElsewhere: [], hasLostInterpreter };
  return { ...(await findDamage(sitePackages, isDeep)), hasLostInterpreter };
}

/**
 * Takes an environment away, unless a process uses it or builds it. Who asks for it at the same time either keeps it
 * from going or builds it anew.
 *
 * @returns whether it is gone
 */
export async function removeStored({ folder }: StoredEnvironment, clock: Clock): Promise<boolean> {
  const lock = await tryProcessLock(join(folder, 'lock'), clock);
  if ('holder' in lock) return false;
  const { release } = lock;
  const aside = join(folder, `${MANIFEST}.${randomUUID()}`);
  const hadManifest = await rename(join(folder, MANIFEST), aside).then(
    () => true,
    () => false,
  );
  // From here on nobody finds it. Who has found it before has registered before.
  if ((await listUsers(folder)).length > 0) {
    if (hadManifest) await rename(aside, join(folder, MANIFEST));
    await release();
    return false;
  }
  await removeContents(folder);
  await release();
  // Whoever is about to build makes them again; what has something in it stays.
  await rmdir(join(folder, 'users')).catch(() => undefined);
  await rmdir(folder).catch(() => undefined);
  return true;
}
