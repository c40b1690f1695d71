/**
 * Keeps environments: one folder for each key. A virtualenv has its own absolute path in it and cannot be moved, so it
 * is built where it stays, in a folder nobody else knows of, and what is renamed into place is the manifest that names
 * it. Without a manifest nothing is ever used.
 */
import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { Clock, Environment, EnvironmentProgress, EnvironmentProvider, EnvironmentRequest } from '../ports.js';
import { untilAborted } from '../process/until-aborted.js';
import { buildEnvironment } from './build-environment.js';
import { acquireBuilderLock } from './builder-lock.js';
import { createEnvironmentKey } from './environment-key.js';
import { pythonOf } from './installer.js';
import { type Interpreter, nameInterpreter } from './interpreters/interpreter.js';
import type { InterpreterFinder } from './interpreters/interpreter-finder.js';
import { checkVersion } from './interpreters/python-version.js';
import { SharedBuilds } from './shared-builds.js';

export interface EnvironmentSettings {
  /** Absolute; made when it is needed. */
  readonly environmentsDir: string;
  readonly clock: Clock;
  readonly interpreters: InterpreterFinder;
}

type OnProgress = (progress: EnvironmentProgress) => void;

export function createEnvironmentProvider(settings: EnvironmentSettings): EnvironmentProvider {
  return new LocalEnvironments(settings);
}

/** The last virtualenv that makes environments for 2.7. */
const OLD_VIRTUALENV = 'virtualenv<20.22';

class LocalEnvironments implements EnvironmentProvider {
  readonly #settings: EnvironmentSettings;
  readonly #interpreters: InterpreterFinder;
  readonly #builds = new SharedBuilds<string>();

  constructor(settings: EnvironmentSettings) {
    this.#settings = settings;
    this.#interpreters = settings.interpreters;
  }

  check({ python }: EnvironmentRequest): void {
    checkVersion(python);
  }

  async acquire(request: EnvironmentRequest, onProgress: OnProgress, signal: AbortSignal): Promise<Environment> {
    const interpreter = await untilAborted(this.#interpreters.get(request.python), signal);
    const key = createEnvironmentKey(request, interpreter);
    const home = join(this.#settings.environmentsDir, key);
    const known = await findPublished(home);
    if (known !== undefined) {
      onProgress({ key, state: 'reused' });
      return { key, python: known };
    }
    const detail = describeRequest(request, interpreter);
    onProgress({ key, state: 'building', detail });
    try {
      const build = { request, interpreter, key, home, onProgress };
      const python = await this.#builds.join(key, signal, (shared) => this.#build(build, shared));
      onProgress({ key, state: 'ready', detail });
      return { key, python };
    } catch (error) {
      // Who only stops waiting does not know what becomes of it.
      if (!signal.aborted) onProgress({ key, state: 'failed', detail });
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#interpreters.close();
    await this.#builds.settle();
  }

  async #build({ request, interpreter, key, home, onProgress }: Build, signal: AbortSignal): Promise<string> {
    await makeFolder(home);
    const release = await acquireBuilderLock(join(home, 'lock'), {
      clock: this.#settings.clock,
      signal,
      onWait: (pid) => onProgress({ key, state: 'building', detail: `process ${pid} is building it` }),
    });
    const folder = join(home, randomUUID());
    try {
      const built = await findPublished(home);
      if (built !== undefined) return built;
      await removeLeftovers(home);
      await mkdir(folder, { mode: 0o700 });
      const order = {
        request,
        interpreter,
        folder: join(folder, 'venv'),
        requirementsFile: join(folder, 'requirements.txt'),
        constraintsFile: join(folder, 'constraints.txt'),
      };
      await buildEnvironment(order, { signal, getOldVirtualenv: () => this.#getOldVirtualenv(request, signal) });
      await publish(home, pythonOf(order.folder), { request, interpreter });
      return pythonOf(order.folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    } finally {
      await release();
    }
  }

  /** The oldest Python 3 that it runs on is the one that it is sure to run on. */
  async #getOldVirtualenv(request: EnvironmentRequest, signal: AbortSignal): Promise<string> {
    const usable = (await this.#interpreters.list()).filter(({ version }) => /^3\.(?:[7-9]|1[0-2])\./.test(version));
    const tool: EnvironmentRequest = {
      ...request,
      python: usable.at(-1)?.path ?? '3',
      requirements: [OLD_VIRTUALENV],
      constraints: [],
      systemSitePackages: false,
      installOptions: [],
    };
    return (await this.acquire(tool, () => undefined, signal)).python;
  }
}

interface Build {
  readonly request: EnvironmentRequest;
  readonly interpreter: Interpreter;
  readonly key: string;
  readonly home: string;
  readonly onProgress: OnProgress;
}

const MANIFEST = 'environment.json';

/** The interpreter of an environment that is whole; undefined when there is none, or it has lost its interpreter. */
async function findPublished(home: string): Promise<string | undefined> {
  try {
    const { python } = JSON.parse(await readFile(join(home, MANIFEST), 'utf8')) as { readonly python: string };
    const path = join(home, python);
    await access(path);
    return path;
  } catch {
    return undefined;
  }
}

/** The manifest is complete under another name before it gets its own. */
async function publish(home: string, python: string, { request, interpreter }: Pick<Build, 'request' | 'interpreter'>) {
  const { taskId: _, ...wanted } = request;
  const manifest = { python: python.slice(home.length + 1), interpreter, request: wanted };
  const text = maskCredentials(JSON.stringify(manifest, undefined, 2));
  const draft = join(home, `${MANIFEST}.${randomUUID()}`);
  await writeFile(draft, `${text}\n`, { mode: 0o600 });
  await rename(draft, join(home, MANIFEST));
}

/** What builders that were killed have left. Only the one who holds the lock may do this. */
async function removeLeftovers(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => !name.startsWith('lock'));
  await Promise.all(names.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

/** @throws TaskloomError HOME_UNUSABLE */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw runtimeError('HOME_UNUSABLE', `The folder ${path} cannot be made: ${(cause as Error).message}`, {
      hint: 'Set `home`, or TASKLOOM_HOME, to a folder that can be written to.',
      cause,
    });
  }
}

/** `Python 3.12.1 with pydantic==1.10.13`. */
function describeRequest({ requirements }: EnvironmentRequest, interpreter: Interpreter): string {
  const wanted = requirements.map(maskCredentials).join(', ');
  return `${nameInterpreter(interpreter)}${wanted === '' ? '' : ` with ${wanted}`}`;
}
