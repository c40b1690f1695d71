/** Looks after the environments of one folder, that of a home or a `cachePath`: lists, examines and prunes them. */
import { join } from 'node:path';
import { dropFromUvCache } from '../environment/installers/uv-cache.js';
import {
  type Diagnosis,
  diagnose,
  isSound,
  listStored,
  removeStored,
  type StoredEnvironment,
} from '../environment/store/environment-catalog.js';
import { runtimeError } from '../errors.js';
import { systemClock } from '../system-clock.js';

/** Where a runtime keeps those of tasks without a `cachePath`. @param home of the runtime. Absolute */
export function locateEnvironments(home: string): string {
  return join(home, 'environments');
}

/** Those with a manifest, used last first. @param folder absolute */
export async function listEnvironments(folder: string): Promise<readonly StoredEnvironment[]> {
  const stored = await listStored(folder);
  const whole = stored.filter(({ manifest }) => manifest !== undefined);
  return whole.sort((a, b) => (b.lastUsedAt?.getTime() ?? 0) - (a.lastUsedAt?.getTime() ?? 0));
}

/**
 * The one whose key, or the key of the request it was built for, begins so.
 *
 * @throws TaskloomError ENVIRONMENT_UNKNOWN when there is none, or more than one
 */
export async function getEnvironment(folder: string, key: string): Promise<StoredEnvironment> {
  const all = await listEnvironments(folder);
  const found = all.filter((one) => one.key.startsWith(key) || one.manifest?.request.key.startsWith(key));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const what = found.length === 0 ? 'No environment has' : `${found.length} environments have`;
  throw runtimeError('ENVIRONMENT_UNKNOWN', `${what} a key that begins with "${key}".`, {
    hint: 'See what there is with `taskloom env list`, and give more of the key.',
    details: { key },
  });
}

export interface PruneOptions {
  /** Absolute. */
  readonly folder: string;
  /** Also those that were used last longer ago. */
  readonly olderThanMs?: number;
  /** Also those that no process uses right now. */
  readonly unused: boolean;
  /** Takes nothing away. */
  readonly dryRun: boolean;
}

export interface PrunedEnvironment {
  readonly environment: StoredEnvironment;
  readonly reason: 'unfinished' | 'damaged' | 'old' | 'unused';
  /** False: a process uses or builds it, so that it stays. */
  readonly isRemoved: boolean;
}

/** Always takes away what is damaged and what builders that were killed have left. */
export async function pruneEnvironments(options: PruneOptions): Promise<readonly PrunedEnvironment[]> {
  const pruned: PrunedEnvironment[] = [];
  for (const environment of await listStored(options.folder)) {
    const diagnosis = await diagnose(environment, false);
    const reason = findReason(environment, diagnosis, options);
    if (reason === undefined) continue;
    if (!options.dryRun && diagnosis !== undefined) await cleanCache(environment, diagnosis);
    const isRemoved = options.dryRun ? environment.users.length === 0 : await removeStored(environment, systemClock);
    pruned.push({ environment, reason, isRemoved });
  }
  return pruned;
}

function findReason(
  environment: StoredEnvironment,
  diagnosis: Diagnosis | undefined,
  { olderThanMs, unused }: PruneOptions,
): PrunedEnvironment['reason'] | undefined {
  if (diagnosis === undefined) return 'unfinished';
  if (!isSound(diagnosis)) return 'damaged';
  const age = systemClock.now().getTime() - (environment.lastUsedAt?.getTime() ?? 0);
  if (olderThanMs !== undefined && age > olderThanMs) return 'old';
  return unused && environment.users.length === 0 ? 'unused' : undefined;
}

export interface ExaminedEnvironment {
  readonly environment: StoredEnvironment;
  readonly diagnosis: Diagnosis;
  readonly isSound: boolean;
  /** Of one that is not sound: whether it was taken away, so that it is built anew. Not while it is in use. */
  readonly isRemoved: boolean;
  /** Distributions of it that uv may still have in its cache as they are here: uv was not found, or is busy. */
  readonly stillInCache: readonly string[];
}

/** @param isDeep reads every file, and compares it with what was installed */
export async function examineEnvironments(folder: string, isDeep: boolean): Promise<readonly ExaminedEnvironment[]> {
  const examined: ExaminedEnvironment[] = [];
  for (const environment of await listEnvironments(folder)) {
    const diagnosis = await diagnose(environment, isDeep);
    if (diagnosis === undefined) continue;
    const sound = isSound(diagnosis);
    const stillInCache = await cleanCache(environment, diagnosis);
    const isRemoved = !sound && (await removeStored(environment, systemClock));
    examined.push({ environment, diagnosis, isSound: sound, isRemoved, stillInCache });
  }
  return examined;
}

/** What was changed in the environment may have been changed in what it was linked from. Gives what could not be dropped. */
async function cleanCache(
  { manifest }: StoredEnvironment,
  { changedElsewhere }: Diagnosis,
): Promise<readonly string[]> {
  if (manifest?.installer !== 'uv' || changedElsewhere.length === 0) return [];
  return (await dropFromUvCache(changedElsewhere, manifest.interpreter.path)) ? [] : changedElsewhere;
}
