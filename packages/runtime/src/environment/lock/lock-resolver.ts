/** Finds what a lock file is to hold for a request: what it held before, what is remembered, or what resolves now. */
import type { EnvironmentRequest } from '../../ports.js';
import { sayWhenFull } from '../full-disk.js';
import type { Installer } from '../installers/installer.js';
import type { Interpreter } from '../interpreters/interpreter.js';
import type { InterpreterFinder } from '../interpreters/interpreter-finder.js';
import { createRequestKey } from '../resolution/keys.js';
import { digestLocalContent } from '../resolution/local-content.js';
import { createResolution, type Resolution } from '../resolution/resolution.js';
import type { ResolutionStore } from '../resolution/resolution-store.js';
import { findLocked } from './find-locked.js';
import type { LockedEnvironment } from './lock-file.js';
import { type LockTarget, listTargets } from './lock-target.js';
import { describeLockedRequest } from './locked-request.js';
import { isExact, refuseMoving } from './refuse-moving.js';

export interface LockOptions {
  /** `all` renews every package, a list those that it names. */
  readonly upgrade: 'all' | readonly string[];
  /** Where it names any, these Pythons and systems are locked for, in place of the task's and this one. */
  readonly pythonVersions: readonly string[];
  readonly platforms: readonly string[];
  readonly signal: AbortSignal;
  /** Called before a request is resolved. */
  onResolve(request: EnvironmentRequest, target: string): void;
}

export interface LockSettings {
  /** The home of a runtime. Absolute. */
  readonly home: string;
  readonly interpreters: InterpreterFinder;
  readonly resolutions: ResolutionStore;
  pickInstaller(request: EnvironmentRequest, interpreter: Interpreter): Promise<Installer>;
}

interface Wanted {
  readonly request: EnvironmentRequest;
  readonly lines: readonly string[];
  readonly interpreter: Interpreter;
  readonly requestKey: string;
  readonly target: LockTarget;
}

export class LockResolver {
  readonly #before: readonly LockedEnvironment[];
  readonly #folder: string;
  readonly #options: LockOptions;
  readonly #settings: LockSettings;

  constructor(
    before: readonly LockedEnvironment[],
    folder: string,
    { options, settings }: { readonly options: LockOptions; readonly settings: LockSettings },
  ) {
    this.#before = before;
    this.#folder = folder;
    this.#options = options;
    this.#settings = settings;
  }

  /** An entry for each target. */
  lock(request: EnvironmentRequest): Promise<readonly LockedEnvironment[]> {
    return sayWhenFull(this.#settings.home, () => this.#lock(request));
  }

  async #lock(request: EnvironmentRequest): Promise<readonly LockedEnvironment[]> {
    const interpreter = await this.#settings.interpreters.get(request.python);
    const local = await digestLocalContent(request.requirements);
    const requestKey = createRequestKey(request, interpreter, local);
    const lines = describeLockedRequest(request, this.#folder);
    const locked: LockedEnvironment[] = [];
    for (const target of listTargets(interpreter, this.#options)) {
      const resolution = await this.#find({ request, lines, interpreter, requestKey, target });
      refuseMoving(resolution, request);
      locked.push({ target: target.name, request: lines, resolution });
    }
    return locked;
  }

  async #find(wanted: Wanted): Promise<Resolution> {
    const { lines, requestKey, target } = wanted;
    const { upgrade } = this.#options;
    const locked = findLocked(this.#before, { target: target.name, request: lines })?.resolution;
    const isOwn = target.foreign === undefined;
    const remembered = locked === undefined && isOwn ? await this.#settings.resolutions.find(requestKey) : undefined;
    const known = [locked, remembered].find((one) => one !== undefined && isExact(one));
    if (known !== undefined && upgrade !== 'all' && upgrade.length === 0) return known;
    const kept = upgrade === 'all' ? undefined : (known ?? this.#listKept(target));
    const resolution = await this.#resolve(wanted, kept);
    if (isOwn) await this.#settings.resolutions.keep(requestKey, resolution, wanted.request);
    return resolution;
  }

  /** What the file has for the target already: a requirement more should change no other version. */
  #listKept({ name }: LockTarget): Resolution | undefined {
    const packages = this.#before
      .filter(({ target }) => target === name)
      .flatMap(({ resolution }) => resolution.packages);
    const byName = new Map(packages.map((one) => [one.name, one]));
    return byName.size === 0 ? undefined : createResolution([...byName.values()], []);
  }

  async #resolve({ request, interpreter, requestKey, target }: Wanted, known: Resolution | undefined) {
    const { upgrade, signal, onResolve } = this.#options;
    const turn = { key: requestKey, signal, onWait: () => undefined };
    onResolve(request, target.name);
    return this.#settings.resolutions.withScratch(turn, async (scratch) => {
      const installer = await this.#settings.pickInstaller(request, interpreter);
      const { resolution } = await installer.resolve({
        ...{ request, interpreter, scratch, signal },
        ...(known === undefined ? {} : { known }),
        ...(upgrade === 'all' ? {} : { upgrade }),
        ...(target.foreign === undefined ? {} : { foreign: target.foreign }),
      });
      return resolution;
    });
  }
}
