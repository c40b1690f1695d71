/** Puts together what provides environments below one home. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Clock, EnvironmentProvider } from '../ports.js';
import { createEnvironmentProvider } from './environment-provider.js';
import { pickInstaller } from './installers/pick-installer.js';
import { locateIdentityCache } from './interpreters/find-interpreters.js';
import { InterpreterFinder } from './interpreters/interpreter-finder.js';
import { type FrozenLock, LockPolicy } from './lock/lock-policy.js';
import { ResolutionStore } from './resolution/resolution-store.js';
import { EnvironmentStore } from './store/environment-store.js';

const MIN_CONCURRENCY = 4;

export interface LocalSettings {
  /** The home of a runtime. Absolute; what is below it is made when it is needed. */
  readonly home: string;
  readonly clock: Clock;
  readonly frozen: FrozenLock;
}

export function createLocalEnvironments({ home, clock, frozen }: LocalSettings): EnvironmentProvider {
  const interpreters = new InterpreterFinder({ cacheFile: locateIdentityCache(home) });
  const toolsDir = join(home, 'tools');
  return createEnvironmentProvider({
    interpreters,
    resolutions: new ResolutionStore(join(home, 'resolutions'), clock),
    store: new EnvironmentStore(join(home, 'environments'), clock),
    locks: new LockPolicy(frozen),
    // Installers mostly wait, for the network and the disk.
    concurrency: Math.max(MIN_CONCURRENCY, availableParallelism()),
    pickInstaller: (interpreter, acquireTool) => pickInstaller({ interpreters, toolsDir }, interpreter, acquireTool),
  });
}
