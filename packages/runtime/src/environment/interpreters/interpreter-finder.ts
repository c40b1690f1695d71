/** The one place that finds interpreters, tells what each is, and picks the one that a task asks for. */
import { setMaxListeners } from 'node:events';
import { isAbsolute } from 'node:path';
import { findUv } from '../installers/find-uv.js';
import { askInterpreter } from './ask-interpreter.js';
import { fetchPython } from './fetch-python.js';
import { identifyFile, identifyVirtualenv } from './file-identity.js';
import { type AskedFile, IdentityCache } from './identity-cache.js';
import type { Interpreter, InterpreterIdentity } from './interpreter.js';
import { type Candidate, findOnPath, listCandidates } from './interpreter-places.js';
import { describeMissing, describeUnusable } from './missing-interpreter.js';
import { findPythonTools } from './python-tools.js';
import { parseVersion, type WantedVersion } from './python-version.js';
import { findNamedInterpreter, findSearchScope, type SearchScope } from './search-scope.js';
import { digestSelectors, isShim } from './shims.js';

export interface FinderSettings {
  /** Where answers are kept between processes. Absent: in memory alone. */
  readonly cacheFile?: string;
  /** Called for each search. Default: what this process sees. */
  readonly findScope?: () => SearchScope;
  /** Whether uv may fetch a version that is not there. Default 'never'. */
  readonly pythonDownloads?: PythonDownloads;
}

export type PythonDownloads = 'auto' | 'never';

/** Starts an interpreter only when its file is not the one that has answered before. */
export class InterpreterFinder {
  readonly #findScope: () => SearchScope;
  readonly #cache: IdentityCache;
  readonly #asked = new Map<string, Promise<InterpreterIdentity | undefined>>();
  readonly #picked = new Map<string, Interpreter>();
  readonly #fetched = new Map<string, Promise<readonly string[]>>();
  readonly #pythonDownloads: PythonDownloads;
  readonly #closing = new AbortController();

  constructor({ cacheFile, findScope = findSearchScope, pythonDownloads = 'never' }: FinderSettings = {}) {
    this.#pythonDownloads = pythonDownloads;
    this.#cache = new IdentityCache(cacheFile);
    this.#findScope = findScope;
    // One for each interpreter that is being asked.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Ends interpreters that have not answered yet. */
  close(): void {
    this.#closing.abort();
  }

  /** Each interpreter once, newest versions first. */
  async list(): Promise<readonly Interpreter[]> {
    const candidates = await listCandidates(this.#findScope());
    const found = await Promise.all(candidates.map((one) => this.#identify(one)));
    await this.#cache.save();
    const byPath = new Map<string, Interpreter>();
    for (const one of found) if (one !== undefined && !byPath.has(one.path)) byPath.set(one.path, one);
    return [...byPath.values()].sort(byVersion);
  }

  /**
   * The one that fits: what TASKLOOM_PYTHON names or the PATH has, in this order, else the newest that does, else what uv
   * fetches where it may.
   *
   * @param wanted a version, complete or not, or an absolute path
   * @throws TaskloomError INTERPRETER_NOT_FOUND, naming what there is and how to get what there is not
   */
  async get(wanted: string): Promise<Interpreter> {
    try {
      return isAbsolute(wanted) ? await this.#getAt(wanted) : await this.#pick(parseVersion(wanted));
    } finally {
      await this.#cache.save();
    }
  }

  async #getAt(path: string): Promise<Interpreter> {
    const isNamedByVariable = path === findNamedInterpreter(this.#findScope());
    const found = await this.#identify({ path, source: isNamedByVariable ? 'TASKLOOM_PYTHON' : 'PATH' });
    if (found !== undefined) return found;
    throw describeUnusable({ path, isNamedByVariable, isThere: (await identifyFile(path)) !== undefined });
  }

  /** What is installed or selected meanwhile is left alone: tasks of one runtime that ask alike are given alike. */
  async #pick(wanted: WantedVersion): Promise<Interpreter> {
    const picked = this.#picked.get(wanted.text);
    const known = picked === undefined ? undefined : await this.#identify(picked);
    if (known !== undefined && wanted.fits(known)) return known;
    const found = await this.#search(wanted);
    this.#picked.set(wanted.text, found);
    return found;
  }

  async #search(wanted: WantedVersion): Promise<Interpreter> {
    const scope = this.#findScope();
    for (const candidate of await listLikely(wanted, scope)) {
      const one = await this.#identify(candidate);
      if (one !== undefined && wanted.fits(one)) return one;
    }
    const all = await this.list();
    return all.find(wanted.fits) ?? this.#fetch(wanted, all);
  }

  async #fetch(wanted: WantedVersion, all: readonly Interpreter[]): Promise<Interpreter> {
    const scope = this.#findScope();
    const pythons = all.map(({ path }) => path);
    const uv = this.#pythonDownloads === 'auto' ? await findUv(pythons, scope) : undefined;
    const said = uv === undefined ? undefined : await this.#fetchOnce(uv, wanted);
    const found = said?.length === 0 ? (await this.list()).find(wanted.fits) : undefined;
    if (found !== undefined) return found;
    throw describeMissing({ wanted, all, said, tools: await findPythonTools(all, scope) });
  }

  /** For all who ask at the same time. */
  #fetchOnce(uv: string, { text }: WantedVersion): Promise<readonly string[]> {
    const underWay = this.#fetched.get(text);
    if (underWay !== undefined) return underWay;
    const fetched = fetchPython(uv, text, this.#closing.signal).finally(() => this.#fetched.delete(text));
    this.#fetched.set(text, fetched);
    return fetched;
  }

  async #identify({ path, source }: Candidate): Promise<Interpreter | undefined> {
    const asked = await this.#describeFile(path);
    if (asked === undefined) return undefined;
    const known = await this.#findAnswer(asked);
    const found = known === undefined ? await this.#ask(asked) : known.found;
    return found === undefined ? undefined : { ...found, source };
  }

  async #describeFile(path: string): Promise<AskedFile | undefined> {
    const file = await identifyFile(path);
    if (file === undefined) return undefined;
    const selectors = isShim(path) ? await digestSelectors(path, this.#findScope()) : '';
    return { path, identity: [file, await identifyVirtualenv(path), selectors].join('|') };
  }

  async #findAnswer(asked: AskedFile) {
    const answer = await this.#cache.find(asked);
    if (answer?.found === undefined) return answer;
    return (await identifyFile(answer.found.path)) === answer.target ? answer : undefined;
  }

  #ask(file: AskedFile): Promise<InterpreterIdentity | undefined> {
    const key = `${file.path}|${file.identity}`;
    const underWay = this.#asked.get(key);
    if (underWay !== undefined) return underWay;
    const asked = this.#askAndKeep(file).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  async #askAndKeep(file: AskedFile): Promise<InterpreterIdentity | undefined> {
    let found: InterpreterIdentity | undefined;
    try {
      found = await askInterpreter(file.path, this.#closing.signal);
    } catch {
      // It may answer in time when it is asked again.
      return undefined;
    }
    await this.#cache.keep(file, found === undefined ? {} : { found, target: await identifyFile(found.path) });
    return found;
  }
}

/** What can be named without looking around. */
async function listLikely({ names }: WantedVersion, scope: SearchScope): Promise<readonly Candidate[]> {
  const named = findNamedInterpreter(scope);
  const first: Candidate[] = named === undefined ? [] : [{ path: named, source: 'TASKLOOM_PYTHON' }];
  const onPath = await Promise.all(names.map((name) => findOnPath(name, scope)));
  return [...first, ...onPath.flat().map((path) => ({ path, source: 'PATH' as const }))];
}

function byVersion(a: Interpreter, b: Interpreter): number {
  return b.version.localeCompare(a.version, 'en', { numeric: true });
}
