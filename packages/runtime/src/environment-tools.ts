/** What the command line does with interpreters and environments apart from a run: a composition root of its own. */
import { join } from 'node:path';
import { type DagClass, describeDag, maskCredentials, TaskloomError } from '@taskloom/sdk/internal';
import { pickInstaller } from './environment/installers/pick-installer.js';
import { locateIdentityCache } from './environment/interpreters/find-interpreters.js';
import type { Interpreter } from './environment/interpreters/interpreter.js';
import { InterpreterFinder } from './environment/interpreters/interpreter-finder.js';
import { createLocalEnvironments } from './environment/local-environments.js';
import { type LockChange, listLockChanges } from './environment/lock/lock-changes.js';
import { lockEnvironments, type WrittenLock } from './environment/lock/lock-environments.js';
import type { LockOptions } from './environment/lock/lock-resolver.js';
import { ResolutionStore } from './environment/resolution/resolution-store.js';
import { buildPlan } from './plan/build-plan.js';
import type { EnvironmentRequest } from './ports.js';
import { describeEnvironment } from './requirements/describe-environment.js';
import { resolveRuntimeOptions } from './runtime-options.js';
import { createSourceReader } from './source/source-reader.js';
import { systemClock } from './system-clock.js';

export interface ToolOptions {
  /** The home of a runtime. Absolute. */
  readonly home: string;
}

export interface InterpreterList {
  /** Newest versions first. */
  readonly interpreters: readonly Interpreter[];
  /** The one that a virtualenv task runs on that names none, or why there is none. */
  readonly standard: Interpreter | TaskloomError;
}

export async function listInterpreters({ home }: ToolOptions): Promise<InterpreterList> {
  const finder = new InterpreterFinder({ cacheFile: locateIdentityCache(home) });
  const { python = '3' } = resolveRuntimeOptions({ home });
  const interpreters = await finder.list();
  const standard = await finder.get(python).catch((error: unknown) => {
    if (error instanceof TaskloomError) return error;
    throw error;
  });
  return { interpreters, standard };
}

export interface LockReport {
  /** Absolute. */
  readonly file: string;
  readonly environmentCount: number;
  readonly packageCount: number;
  readonly changes: readonly LockChange[];
}

export interface LockCommand extends Omit<LockOptions, 'onResolve'>, ToolOptions {
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
  { home, onResolve, ...options }: LockCommand,
): Promise<readonly LockReport[]> {
  const interpreters = new InterpreterFinder({ cacheFile: locateIdentityCache(home) });
  const provider = createLocalEnvironments({ home, clock: systemClock, frozen: 'never' });
  const installers = { interpreters, toolsDir: join(home, 'tools') };
  try {
    const tell = ({ requirements }: EnvironmentRequest, target: string): void =>
      onResolve(`${requirements.map(maskCredentials).join(', ')} for ${target}`);
    const requests = await listRequests(dags, home);
    const written = await lockEnvironments(
      requests,
      { ...options, onResolve: tell },
      {
        interpreters,
        resolutions: new ResolutionStore(join(home, 'resolutions'), systemClock),
        pickInstaller: (interpreter) => pickInstaller(installers, interpreter, provider),
      },
    );
    return written.map(describeWritten);
  } finally {
    await provider.close();
  }
}

function describeWritten({ file, before, after }: WrittenLock): LockReport {
  const packages = after.flatMap(({ resolution }) =>
    resolution.packages.map(({ name, version }) => `${name} ${version}`),
  );
  return {
    file,
    environmentCount: after.length,
    packageCount: new Set(packages).size,
    changes: listLockChanges(before, after),
  };
}

/** Of the virtualenv tasks, those that can be locked: with requirements, and without the interpreter's own packages. */
async function listRequests(dags: readonly DagClass[], home: string): Promise<readonly EnvironmentRequest[]> {
  const { python } = resolveRuntimeOptions({ home });
  const sources = createSourceReader({ cacheDir: join(home, 'sources') });
  const requests: EnvironmentRequest[] = [];
  for (const dag of dags) {
    const { tasks } = await buildPlan(describeDag(dag), { sources, checkTask: () => undefined });
    const virtualenvs = tasks.filter(({ spec }) => spec.kind === 'virtualenv');
    requests.push(...virtualenvs.map((task) => describeEnvironment(task, python)));
  }
  return requests.filter(({ requirements, systemSitePackages }) => requirements.length > 0 && !systemSitePackages);
}
