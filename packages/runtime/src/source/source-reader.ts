/**
 * From a method to its source: looks into the files that it may be in, and joins what the source says with what was
 * loaded. Files are read once for a reader, and again only when one does not fit what was loaded.
 */
import { isAbsolute } from 'node:path';
import { type DagDefinition, type MethodDefinition, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { SourceReader, TaskSource } from '../ports.js';
import { type AuthorText, findOriginalText, type LoadedFile, loadFile } from './author-text.js';
import type { ExtractedFile } from './extracted-file.js';
import type { TextPosition } from './line-table.js';
import { locateMethod } from './method-source.js';
import { createPythonTask } from './python-program.js';
import { rankMethods } from './rank-methods.js';
import { NAME_THE_FILE, type Selection, selectMethod } from './select-method.js';
import { SourceCache } from './source-cache.js';
import { digestText } from './text-file.js';

/** @param options.cacheDir where extracted sources are kept; made when it is first written to */
export function createSourceReader(options: { readonly cacheDir: string }): SourceReader {
  return new FileSourceReader(new SourceCache(options.cacheDir));
}

/** A file in which the method may be, and where in it its decorator was called. */
interface Place {
  readonly file: string;
  readonly position: TextPosition | undefined;
}

class FileSourceReader implements SourceReader {
  readonly #cache: SourceCache;
  readonly #files = new Map<string, LoadedFile>();
  readonly #extracted = new Map<string, Promise<ExtractedFile>>();

  constructor(cache: SourceCache) {
    this.#cache = cache;
  }

  async readTask(method: MethodDefinition, definition: DagDefinition): Promise<TaskSource> {
    const places = listPlaces(method, definition);
    const isKnown = places.some(({ file }) => this.#files.has(file));
    try {
      return await this.#read(method, places);
    } catch (error) {
      if (!(error instanceof TaskloomError) || !isKnown) throw error;
    }
    // What was read for an earlier run may be older than a class that was loaded since.
    this.#files.clear();
    this.#extracted.clear();
    return this.#read(method, places);
  }

  async #read(method: MethodDefinition, places: readonly Place[]): Promise<TaskSource> {
    const errors: TaskloomError[] = [];
    for (const place of places) {
      const selection = await this.#look(method, place);
      if (selection.kind === 'found') return describeTask(selection);
      errors.push(selection.error);
    }
    throw errors.find(({ code }) => code !== 'SOURCE_NOT_FOUND') ?? errors[0] ?? describeNowhere(method);
  }

  async #look(method: MethodDefinition, place: Place): Promise<Selection> {
    let file: LoadedFile;
    try {
      file = this.#load(place.file);
    } catch (cause) {
      return { kind: 'failed', error: describeUnreadable(method, place.file, cause) };
    }
    const { text, position } = await this.#findText(file, method, place.position);
    const wanted = { name: method.name, className: method.declaringClass, position };
    return selectMethod(method, text, rankMethods(await this.#extract(text), wanted));
  }

  /** Of a compiled file, the text that it was compiled from. */
  async #findText(
    file: LoadedFile,
    method: MethodDefinition,
    position: TextPosition | undefined,
  ): Promise<{ readonly text: AuthorText; readonly position: TextPosition | undefined }> {
    if (file.map === undefined) return { text: file.text, position };
    const compiled = position ?? (await this.#findCompiled(file, method));
    const original = compiled === undefined ? undefined : findOriginalText(file, compiled);
    return original ?? { text: file.text, position };
  }

  /** Where a file has the method, when no decorator tells. */
  async #findCompiled({ text }: LoadedFile, { name, declaringClass }: MethodDefinition) {
    const wanted = { name, className: declaringClass, position: undefined };
    return rankMethods(await this.#extract(text), wanted)[0]?.methods[0]?.at;
  }

  #load(path: string): LoadedFile {
    const file = this.#files.get(path) ?? loadFile(path);
    this.#files.set(path, file);
    return file;
  }

  #extract({ path, text }: AuthorText): Promise<ExtractedFile> {
    const key = digestText(path, text);
    const extracted = this.#extracted.get(key) ?? extractCached(this.#cache, path, text);
    this.#extracted.set(key, extracted);
    return extracted;
  }
}

/** The file that the author named goes first, for the class that it was named for. */
function listPlaces({ location, declaringClass }: MethodDefinition, definition: DagDefinition): readonly Place[] {
  const { sourceFile, dagClass } = definition;
  const own = declaringClass === dagClass.name ? [sourceFile, location?.file] : [location?.file, sourceFile];
  const files = new Set(own.filter((file) => file !== undefined));
  return [...files].map((file) => ({ file, position: location?.file === file ? location : undefined }));
}

async function extractCached(cache: SourceCache, path: string, text: string): Promise<ExtractedFile> {
  const known = await cache.find(path, text);
  if (known !== undefined) return known;
  const { extractFile } = await import('./extract/extract-file.js');
  const extracted = extractFile(path, text);
  await cache.store(path, text, extracted);
  return extracted;
}

function describeTask({ source, captured }: Extract<Selection, { kind: 'found' }>): TaskSource {
  const location = locateMethod(source);
  if (captured !== undefined) return { location, ...createPythonTask(source, captured) };
  const parameters = source.extracted.parameters.map(({ name, optional, rest }) => ({ name, optional, rest }));
  return { location, parameters };
}

function describeUnreadable({ name, declaringClass }: MethodDefinition, file: string, cause: unknown): TaskloomError {
  const why = isAbsolute(file) ? 'cannot be read' : 'is no file on this machine';
  return runtimeError('SOURCE_NOT_FOUND', `${file}, in which "${name}" of ${declaringClass} is written, ${why}.`, {
    hint: NAME_THE_FILE,
    details: { method: name, declaringClass, file },
    cause,
  });
}

function describeNowhere({ name, declaringClass }: MethodDefinition): TaskloomError {
  return runtimeError('SOURCE_NOT_FOUND', `The file in which "${name}" of ${declaringClass} is written is not known.`, {
    hint: NAME_THE_FILE,
    details: { method: name, declaringClass },
  });
}
