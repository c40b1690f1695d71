/** The files of a reader: each is read once, and parsed when no cache knows it. */
import { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { type AuthorText, type LoadedFile, loadFile } from './author-text.js';
import type { ExtractedFile } from './extracted-file.js';
import { SourceCache } from './source-cache.js';

export class SourceFiles {
  readonly #cache: SourceCache;
  readonly #files = new Map<string, LoadedFile>();
  /** By path, with the text that it was extracted from. */
  readonly #extracted = new Map<string, { readonly text: string; readonly file: Promise<ExtractedFile> }>();

  constructor(cacheDir: string) {
    this.#cache = new SourceCache(cacheDir);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** What was read is older than what was loaded since. */
  forget(): void {
    this.#files.clear();
    this.#extracted.clear();
  }

  /** @throws the file system's error */
  load(path: string): LoadedFile {
    const file = this.#files.get(path) ?? loadFile(path);
    this.#files.set(path, file);
    return file;
  }

  extract({ path, text }: AuthorText): Promise<ExtractedFile> {
    const known = this.#extracted.get(path);
    if (known?.text === text) return known.file;
    const file = this.#extract(path, text);
    this.#extracted.set(path, { text, file });
    return file;
  }

  async #extract(path: string, text: string): Promise<ExtractedFile> {
    const known = await this.#cache.find(path, text);
    if (known !== undefined) return known;
    const { extractFile } = await import('./extract/extract-file.js');
    const extracted = parse(() => extractFile(path, text), path);
    await this.#cache.store(path, text, extracted);
    return extracted;
  }
}

/** A parser gives up on what is nested too deeply, for one. */
function parse(extract: () => ExtractedFile, path: string): ExtractedFile {
  try {
    return extract();
  } catch (cause) {
    if (cause instanceof TaskloomError) throw cause;
    throw runtimeError('SOURCE_NOT_FOUND', `${path} cannot be read as TypeScript or JavaScript: ${String(cause)}`, {
      hint: 'Move the DAG class into a file of its own.',
      details: { file: path },
      cause,
    });
  }
}
