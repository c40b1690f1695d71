/**
 * What was extracted, kept on disk under the digest of the text it came from, so that ts-morph is loaded for new sources
 * only. An entry that is damaged, or whose imported files have changed, counts as not there.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import type { ExtractedFile } from './extracted-file.js';
import { digestText, findText } from './text-file.js';

/** Part of every key: raise it with each change of what extraction gives. */
export const EXTRACTOR_VERSION = '1';

export class SourceCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param path what the entry's imports are relative to; its extension tells the language of the text */
  async find(path: string, text: string): Promise<ExtractedFile | undefined> {
    const content = await readFile(this.#locate(path, text), 'utf8').catch(() => undefined);
    const entry = content === undefined ? undefined : parseEntry(content);
    return entry !== undefined && isCurrent(entry, path) ? entry : undefined;
  }

  async store(path: string, text: string, entry: ExtractedFile): Promise<void> {
    const file = this.#locate(path, text);
    const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    const body = JSON.stringify(entry);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, `${digestText(body)}\n${body}`, { mode: 0o600 });
      await rename(draft, file);
    } catch {
      // A folder that cannot be written costs time at the next run, and nothing else.
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  #locate(path: string, text: string): string {
    return join(this.#folder, `${digestText(EXTRACTOR_VERSION, extname(path), text)}.json`);
  }
}

/** The first line is the digest of the second, so what passes is what was written. */
function parseEntry(content: string): ExtractedFile | undefined {
  const end = content.indexOf('\n');
  const body = content.slice(end + 1);
  return digestText(body) === content.slice(0, end) ? (JSON.parse(body) as ExtractedFile) : undefined;
}

function isCurrent({ dependencies }: ExtractedFile, path: string): boolean {
  return dependencies.every((dependency) => {
    const text = findText(resolve(dirname(path), dependency.path));
    return (text === undefined ? null : digestText(text)) === dependency.digest;
  });
}
