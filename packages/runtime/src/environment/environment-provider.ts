/**
 * Gives a request its environment: the request resolves to exact versions, by the lock file, by what is remembered, or
 * by the installer, and what it resolved to is the environment that it shares with all who resolve alike.
 */
import { basename, join } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { Clock, Environment, EnvironmentProgress, EnvironmentProvider, EnvironmentRequest } from '../ports.js';
import { untilAborted } from '../process/until-aborted.js';
import { BuildSlots } from './build-slots.js';
import { sayWhenFull } from './full-disk.js';
import type { BuildOrder, Installer } from './installers/installer.js';
import { pythonOf } from './installers/installer.js';
import { limitSteps } from './installers/installer-steps.js';
import type { AcquireTool } from './installers/pick-installer.js';
import { type Interpreter, nameInterpreter } from './interpreters/interpreter.js';
import type { InterpreterFinder } from './interpreters/interpreter-finder.js';
import { checkVersion } from './interpreters/python-version.js';
import type { LockPolicy } from './lock/lock-policy.js';
import { listBasePackages } from './resolution/base-packages.js';
import { createEnvironmentKey, createRequestKey } from './resolution/keys.js';
import { digestLocalContent, type LocalContent } from './resolution/local-content.js';
import { createResolution, type Resolution } from './resolution/resolution.js';
import type { ResolutionStore } from './resolution/resolution-store.js';
import { SharedBuilds } from './shared-builds.js';
import type { EnvironmentStore } from './store/environment-store.js';

export interface EnvironmentSettings {
  /** The home of a runtime. Absolute. */
  readonly home: string;
  readonly clock: Clock;
  readonly interpreters: InterpreterFinder;
  readonly resolutions: ResolutionStore;
  /** @param cachePath the folder of a task's own; undefined: that of the home */
  getStore(cachePath: string | undefined): EnvironmentStore;
  readonly locks: LockPolicy;
  /** Builds that run side by side. */
  readonly concurrency: number;
  /** Lets go of the environments that were given. */
  close(): Promise<void>;
  /** @throws TaskloomError INSTALLER_NOT_FOUND */
  pickInstaller(request: EnvironmentRequest, interpreter: Interpreter, acquireTool: AcquireTool): Promise<Installer>;
}

type OnProgress = (progress: EnvironmentProgress) => void;

/** What is known of a request without anything being built for it. */
export interface LocatedEnvironment {
  readonly interpreter: Interpreter;
  /** Undefined: it has not been resolved yet. */
  readonly resolution: Resolution | undefined;
  /** Undefined: it has not been built yet. */
  readonly environment: Environment | undefined;
}

export interface LocalEnvironmentProvider extends EnvironmentProvider {
  /** @throws TaskloomError INTERPRETER_NOT_FOUND, LOCK_INVALID, LOCK_STALE */
  locate(request: EnvironmentRequest): Promise<LocatedEnvironment>;
}

export function createEnvironmentProvider(settings: EnvironmentSettings): LocalEnvironmentProvider {
  return new LocalEnvironments(settings);
}

/** Waits for the turn of a build. */
type BuildTurn = (work: () => Promise<Environment>, signal: AbortSignal) => Promise<Environment>;

/** A request, and all that is known of it before anything is resolved. */
interface Inquiry {
  readonly request: EnvironmentRequest;
  readonly interpreter: Interpreter;
  readonly local: LocalContent;
  readonly requestKey: string;
}

class LocalEnvironments implements LocalEnvironmentProvider {
  readonly #settings: EnvironmentSettings;
  readonly #builds = new SharedBuilds<Environment>();
  readonly #slots: BuildSlots;

  constructor(settings: EnvironmentSettings) {
    this.#settings = settings;
    this.#slots = new BuildSlots(settings.concurrency);
  }

  check(request: EnvironmentRequest): void {
    checkVersion(request.python);
    this.#settings.locks.check(request);
  }

  acquire(request: EnvironmentRequest, onProgress: OnProgress, signal: AbortSignal): Promise<Environment> {
    return sayWhenFull(request.cachePath ?? this.#settings.home, () =>
      this.#acquire(request, onProgress, { signal, build: (work, shared) => this.#slots.use(shared, work) }),
    );
  }

  async #acquire(
    request: EnvironmentRequest,
    onProgress: OnProgress,
    { signal, build }: { readonly signal: AbortSignal; readonly build: BuildTurn },
  ): Promise<Environment> {
    const inquiry = await untilAborted(this.#inquire(request), signal);
    const { requestKey: key } = inquiry;
    const known = await this.#findReady(inquiry);
    if (known !== undefined) {
      onProgress({ key, state: 'reused' });
      return known;
    }
    const detail = describeRequest(inquiry);
    const tell = (what: string): void => onProgress({ key, state: 'building', detail: what });
    tell(detail);
    try {
      const built = await this.#builds.join(describeBuild(inquiry), signal, (shared) =>
        build(() => this.#build(inquiry, tell, shared), shared),
      );
      onProgress({ key, state: 'ready', detail });
      return built;
    } catch (error) {
      // Who only stops waiting does not know what becomes of it.
      if (!signal.aborted) onProgress({ key, state: 'failed', detail });
      throw error;
    }
  }

  async locate(request: EnvironmentRequest): Promise<LocatedEnvironment> {
    const inquiry = await this.#inquire(request);
    const resolution = await this.#findResolution(inquiry);
    return { interpreter: inquiry.interpreter, resolution, environment: await this.#findReady(inquiry) };
  }

  async close(): Promise<void> {
    this.#settings.interpreters.close();
    await this.#builds.settle();
    await this.#settings.close();
  }

  async #inquire(request: EnvironmentRequest): Promise<Inquiry> {
    const interpreter = await this.#settings.interpreters.get(request.python);
    const local = await digestLocalContent(request.requirements);
    return { request, interpreter, local, requestKey: createRequestKey(request, interpreter, local) };
  }

  async #findReady(inquiry: Inquiry): Promise<Environment | undefined> {
    const resolution = await this.#findResolution(inquiry);
    if (resolution === undefined && !inquiry.request.systemSitePackages) return undefined;
    const key = await createKey(inquiry, resolution);
    const python = await this.#settings.getStore(inquiry.request.cachePath).use(key);
    return python === undefined ? undefined : { key, python };
  }

  /** Undefined where it is not known yet, and where the interpreter's own packages have their say. */
  async #findResolution({ request, interpreter, requestKey }: Inquiry): Promise<Resolution | undefined> {
    if (request.systemSitePackages) return undefined;
    const { locks, resolutions } = this.#settings;
    return locks.find(request, interpreter) ?? (await resolutions.find(requestKey));
  }

  #build(inquiry: Inquiry, tell: (what: string) => void, signal: AbortSignal): Promise<Environment> {
    const { request, interpreter, requestKey } = inquiry;
    const { resolutions, getStore, clock } = this.#settings;
    const store = getStore(request.cachePath);
    const onWait = (pid: number): void => tell(`process ${pid} is building it`);
    return resolutions.withScratch({ key: requestKey, signal, onWait }, async (scratch) => {
      // What an environment is made with is built within its turn: to wait for one of its own could take for ever.
      const acquireTool = (tool: EnvironmentRequest): Promise<Environment> =>
        this.#acquire(tool, () => undefined, { signal, build: (work) => work() });
      const installer = await this.#settings.pickInstaller(request, interpreter, acquireTool);
      const order = { request, interpreter, scratch, signal, onStep: limitSteps(tell, () => clock.now()) };
      const { resolution, downloads, isFresh } = await this.#resolve(inquiry, () => {
        order.onStep('resolving');
        return installer.resolve(order);
      });
      const key = await createKey(inquiry, resolution);
      const build = async (folder: string) => {
        const venv = join(folder, 'venv');
        const found = { ...(resolution && { resolution }), ...(downloads && { downloads }) };
        await installer.build({ ...order, ...found, isFresh, folder: venv });
        return describeBuilt(inquiry, { installer, python: pythonOf(join(basename(folder), 'venv')), resolution });
      };
      return { key, python: await store.build({ key, signal, onWait, build }) };
    });
  }

  async #resolve(inquiry: Inquiry, resolve: () => ReturnType<Installer['resolve']>): Promise<Resolved> {
    const { request, requestKey } = inquiry;
    if (request.systemSitePackages) return { isFresh: false };
    // Another process may have resolved it meanwhile.
    const known = await this.#findResolution(inquiry);
    if (known !== undefined) return { resolution: known, isFresh: false };
    const resolved = request.requirements.length === 0 ? { resolution: createResolution([], []) } : await resolve();
    await this.#settings.resolutions.keep(requestKey, resolved.resolution, request);
    return { ...resolved, isFresh: true };
  }
}

/** All that decides what is built, and where: tasks for which it is the same wait for one build. */
function describeBuild({ request, interpreter, local }: Inquiry): string {
  return JSON.stringify([{ ...request, taskId: '' }, interpreter.path, local]);
}

async function createKey(inquiry: Inquiry, resolution: Resolution | undefined): Promise<string> {
  const { requestKey, interpreter } = inquiry;
  const installed = resolution ?? { requestKey, basePackages: await listBasePackages(interpreter) };
  return createEnvironmentKey({ ...inquiry, installed });
}

interface Resolved extends Pick<BuildOrder, 'resolution' | 'downloads' | 'isFresh'> {}

interface Built {
  readonly installer: Installer;
  /** Below the environment's folder. */
  readonly python: string;
  readonly resolution: Resolution | undefined;
}

function describeBuilt({ request, interpreter, requestKey }: Inquiry, { installer, python, resolution }: Built) {
  const { requirements, constraints, systemSitePackages } = request;
  return {
    python,
    interpreter,
    installer: installer.name,
    request: { key: requestKey, requirements, constraints, systemSitePackages },
    ...(resolution === undefined ? {} : { resolution }),
  };
}

/** `Python 3.12.1 with pydantic==1.10.13`. */
function describeRequest({ request, interpreter }: Inquiry): string {
  const wanted = request.requirements.map(maskCredentials).join(', ');
  return `${nameInterpreter(interpreter)}${wanted === '' ? '' : ` with ${wanted}`}`;
}
