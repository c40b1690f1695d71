/** What pip has fetched into a folder: names and versions from the names of the files, hashes from what is in them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseFileName, type ResolvedPackage } from '../resolution/resolution.js';

export interface DownloadedPackage extends ResolvedPackage {
  readonly file: string;
}

/** Without name and version where the name of the file does not tell them, as for `main.zip`. */
export async function readDownloads(folder: string): Promise<readonly DownloadedPackage[]> {
  const files = await readdir(folder).catch(() => []);
  return Promise.all(
    files.map(async (file) => {
      const told = parseFileName(file) ?? { name: '', version: '' };
      return { file, ...told, hashes: [await hashFile(join(folder, file))] };
    }),
  );
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest('hex')}`;
}
