/** What tells whether a file is still the one that was asked, without starting it. */
import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Path, inode, size and time of change of the file behind all links, as one text. Undefined for what is no file. */
export async function identifyFile(path: string): Promise<string | undefined> {
  try {
    const [real, { dev, ino, size, mtimeNs, isFile }] = await Promise.all([realpath(path), readFacts(path)]);
    return isFile ? [real, dev, ino, size, mtimeNs].join(' ') : undefined;
  } catch {
    return undefined;
  }
}

/** The file `pyvenv.cfg` that makes a link to an interpreter a virtual environment of its own; empty where there is none. */
export async function identifyVirtualenv(path: string): Promise<string> {
  const folder = dirname(path);
  const found = await Promise.all([folder, dirname(folder)].map((place) => identifyFile(join(place, 'pyvenv.cfg'))));
  return found.find((identity) => identity !== undefined) ?? '';
}

async function readFacts(path: string) {
  const facts = await stat(path, { bigint: true });
  return { dev: facts.dev, ino: facts.ino, size: facts.size, mtimeNs: facts.mtimeNs, isFile: facts.isFile() };
}
