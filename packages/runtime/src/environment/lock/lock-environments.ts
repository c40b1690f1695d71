/** Writes lock files: resolves what they do not hold yet or what is to be renewed, and keeps the rest as it is. */
import { dirname } from 'node:path';
import type { EnvironmentRequest } from '../../ports.js';
import { checkUpgrade } from './check-upgrade.js';
import type { LockedEnvironment } from './lock-file.js';
import { LockFiles, locateLock } from './lock-files.js';
import { type LockOptions, LockResolver, type LockSettings } from './lock-resolver.js';
import { describeLockedRequest } from './locked-request.js';

export interface WrittenLock {
  /** Absolute. */
  readonly file: string;
  /** Empty when there was no lock file. */
  readonly before: readonly LockedEnvironment[];
  readonly after: readonly LockedEnvironment[];
}

/**
 * One lock file for each source file of the requests. What nobody asks for any more is dropped from it.
 *
 * @throws TaskloomError LOCK_INVALID, USAGE for an upgrade of what is not there, and what resolving says
 */
export async function lockEnvironments(
  requests: readonly EnvironmentRequest[],
  options: LockOptions,
  settings: LockSettings,
): Promise<readonly WrittenLock[]> {
  const files = new LockFiles();
  const groups = groupByLock(requests);
  const locked = [...groups.keys()].flatMap((file) => files.read(file) ?? []);
  if (options.upgrade !== 'all') checkUpgrade(options.upgrade, locked, requests);
  const written: WrittenLock[] = [];
  for (const [file, wanted] of groups) {
    const before = files.read(file) ?? [];
    const resolver = new LockResolver(before, dirname(file), { options, settings });
    const fresh: LockedEnvironment[] = [];
    for (const request of wanted) fresh.push(...(await resolver.lock(request)));
    const after = dropTwins([...listWanted(before, wanted, dirname(file)), ...fresh]);
    await files.write(file, after);
    written.push({ file, before, after });
  }
  return written;
}

/** What is still asked for, of every target. */
function listWanted(
  before: readonly LockedEnvironment[],
  wanted: readonly EnvironmentRequest[],
  folder: string,
): readonly LockedEnvironment[] {
  const requests = wanted.map((request) => describeLockedRequest(request, folder).join('\n'));
  return before.filter(({ request }) => requests.includes(request.join('\n')));
}

/** Tasks that ask alike are one entry: what was locked last. */
function dropTwins(environments: readonly LockedEnvironment[]): readonly LockedEnvironment[] {
  return [...new Map(environments.map((one) => [`${one.target}\n${one.request.join('\n')}`, one])).values()];
}

function groupByLock(requests: readonly EnvironmentRequest[]): ReadonlyMap<string, readonly EnvironmentRequest[]> {
  const groups = new Map<string, EnvironmentRequest[]>();
  for (const request of requests) {
    const file = locateLock(request.sourceFile ?? '');
    groups.set(file, [...(groups.get(file) ?? []), request]);
  }
  return groups;
}
