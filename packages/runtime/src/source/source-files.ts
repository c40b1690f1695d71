/** The files of a reader: each is read once, and parsed when no cache knows it. */
import { statSync } from 'node:fs';
import { TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { type AuthorText, type LoadedFile, loadFile } from './author-text.js';
import type { ExtractedFile } from './extracted-file.js';
import { SourceCache } from './source-cache.js';

/** Of one file that are remembered. */
const VERSIONS = 4;

interface Version {
  /** Tells one state of the file from another. */
  readonly stamp: string;
  readonly file: LoadedFile;
}

export class SourceFiles {
  readonly #cache: SourceCache;
  /** By path, the newest first. */
  readonly #files = new Map<string, readonly Version[]>();
  /** By path, with the text that it was extracted from. */
  readonly #extracted = new Map<string, { readonly text: string; readonly file: Promise<ExtractedFile> }>();

  constructor(cacheDir: string) {
    this.#cache = new SourceCache(cacheDir);
  }

  /**
   * As the file is now, and, up to a few, as it was when it was read before: a class that was loaded earlier is not that
   * of today's text.
   *
   * @throws the file system's error when it is not there and never was
   */
  load(path: string): readonly LoadedFile[] {
    const known = this.#files.get(path) ?? [];
    const stamp = findStamp(path);
    if (known[0] !== undefined && (stamp === undefined || known[0].stamp === stamp))
      return known.map(({ file }) => file);
    const versions = [{ stamp: stamp ?? '', file: loadFile(path) }, ...known].slice(0, VERSIONS);
    this.#files.set(path, versions);
    return versions.map(({ file }) => file);
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

/** Undefined for a file that is not there. */
function findStamp(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.mtimeMs} ${found.size} ${found.ino}`;
}
