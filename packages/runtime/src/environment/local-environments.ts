/** Puts together what provides environments below one home. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../ports.js';
import { createEnvironmentProvider, type LocalEnvironmentProvider } from './environment-provider.js';
import { pickInstaller } from './installers/pick-installer.js';
import { locateIdentityCache } from './interpreters/find-interpreters.js';
import { InterpreterFinder, type PythonDownloads } from './interpreters/interpreter-finder.js';
import { type FrozenLock, LockPolicy } from './lock/lock-policy.js';
import { ResolutionStore } from './resolution/resolution-store.js';
import { EnvironmentStores } from './store/environment-stores.js';

const MIN_CONCURRENCY = 4;

export interface LocalSettings {
  /** The home of a runtime. Absolute; what is below it is made when it is needed. */
  readonly home: string;
  readonly clock: Clock;
  readonly frozen: FrozenLock;
  /** Whether uv may fetch a Python that is not there. Default 'never'. */
  readonly pythonDownloads?: PythonDownloads | undefined;
}

export function createLocalEnvironments(settings: LocalSettings): LocalEnvironmentProvider {
  const { home, clock, frozen, pythonDownloads = 'never' } = settings;
  const interpreters = new InterpreterFinder({ cacheFile: locateIdentityCache(home), pythonDownloads });
  const toolsDir = join(home, 'tools');
  const stores = new EnvironmentStores(clock);
  return createEnvironmentProvider({
    home,
    clock,
    interpreters,
    resolutions: new ResolutionStore(join(home, 'resolutions'), clock),
    getStore: (cachePath) => stores.get(cachePath ?? join(home, 'environments')),
    close: () => stores.close(),
    locks: new LockPolicy(frozen),
    // Installers mostly wait, for the network and the disk.
    concurrency: Math.max(MIN_CONCURRENCY, availableParallelism()),
    pickInstaller: (request, interpreter, acquireTool) =>
      pickInstaller({ interpreters, toolsDir, acquireTool }, request, interpreter),
  });
}
