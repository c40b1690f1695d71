/** Locks what the virtualenv tasks of DAGs require. */
import { join } from 'node:path';
import { type DagClass, maskCredentials } from '@taskloom/sdk/internal';
import { pickInstaller } from '../environment/installers/pick-installer.js';
import { locateIdentityCache } from '../environment/interpreters/find-interpreters.js';
import { InterpreterFinder, type PythonDownloads } from '../environment/interpreters/interpreter-finder.js';
import { createLocalEnvironments } from '../environment/local-environments.js';
import { type LockChange, listLockChanges } from '../environment/lock/lock-changes.js';
import { lockEnvironments, type WrittenLock } from '../environment/lock/lock-environments.js';
import type { LockOptions } from '../environment/lock/lock-resolver.js';
import { ResolutionStore } from '../environment/resolution/resolution-store.js';
import type { Environment, EnvironmentRequest } from '../ports.js';
import { systemClock } from '../system-clock.js';
import { listRequests, withLocation } from './list-requests.js';
import type { GivenParams } from './plan-ahead.js';

export interface LockReport {
  /** Absolute. */
  readonly file: string;
  readonly environmentCount: number;
  readonly packageCount: number;
  readonly changes: readonly LockChange[];
}

export interface LockCommand extends Omit<LockOptions, 'onResolve'> {
  /** The home of a runtime. Absolute. */
  readonly home: string;
  /** What templates are rendered with. */
  readonly params: GivenParams;
  readonly pythonDownloads?: PythonDownloads;
  /** Called with what is being resolved. */
  onResolve(what: string): void;
}

/**
 * Writes the lock files of the DAGs' source files.
 *
 * @throws TaskloomError what planning and resolving refuse, LOCK_INVALID
 */
export async function lockDags(
  dags: readonly DagClass[],
  { home, params, pythonDownloads = 'never', onResolve, ...options }: LockCommand,
): Promise<readonly LockReport[]> {
  const interpreters = new InterpreterFinder({ cacheFile: locateIdentityCache(home), pythonDownloads });
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen: 'never' });
  const acquireTool = (tool: EnvironmentRequest): Promise<Environment> =>
    provider.acquire(tool, () => undefined, options.signal);
  const installers = { interpreters, toolsDir: join(home, 'tools'), acquireTool };
  try {
    const tell = ({ requirements }: EnvironmentRequest, target: string): void =>
      onResolve(`${requirements.map(maskCredentials).join(', ')} for ${target}`);
    const planned = (await listRequests(dags, home, params)).filter(({ request }) => canBeLocked(request));
    for (const one of planned) await withLocation(one, () => interpreters.get(one.request.python));
    const written = await lockEnvironments(
      planned.map(({ request }) => request),
      { ...options, onResolve: tell },
      {
        home,
        interpreters,
        resolutions: new ResolutionStore(join(home, 'resolutions'), systemClock),
        pickInstaller: (request, interpreter) => pickInstaller(installers, request, interpreter),
      },
    );
    return written.map(describeWritten);
  } finally {
    await provider.close();
  }
}

function describeWritten({ file, before, after }: WrittenLock): LockReport {
  const packages = after.flatMap(({ resolution: { packages: pinned, direct } }) => [
    ...pinned.map(({ name, version }) => `${name} ${version}`),
    ...direct,
  ]);
  return {
    file,
    environmentCount: after.length,
    packageCount: new Set(packages).size,
    changes: listLockChanges(before, after),
  };
}

/** What `systemSitePackages` gives depends on what the interpreter has; without requirements there is nothing to lock. */
function canBeLocked({ requirements, systemSitePackages }: EnvironmentRequest): boolean {
  return requirements.length > 0 && !systemSitePackages;
}
