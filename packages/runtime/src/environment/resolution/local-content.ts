/** What is in the wheels, archives and projects that requirements name by a path: it decides as much as their names. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from './resolution.js';

export interface LocalContent {
  /** Of each path, what decides what it requires. */
  readonly requires: readonly string[];
  /** Of each path, all that is in it. */
  readonly whole: readonly string[];
}

/** Of the requirements that name a path, absolute, or a `file:` URL. What cannot be read is left to the installer. */
export async function digestLocalContent(requirements: readonly string[]): Promise<LocalContent> {
  const paths = requirements.flatMap((line) => findLocalPath(line) ?? []);
  const contents = await Promise.all(paths.map(digestPath));
  return { requires: contents.map(({ requires }) => requires), whole: contents.map(({ whole }) => whole) };
}

/** Absolute; undefined for what names no path. */
export function findLocalPath(requirement: string): string | undefined {
  if (requirement.startsWith('/')) return /^[^;[]+/.exec(requirement)?.[0].trimEnd();
  const [url] = /file:\/\/[^\s;#]+/.exec(requirement) ?? [];
  return url === undefined ? undefined : fileURLToPath(url);
}

async function digestPath(path: string): Promise<{ readonly requires: string; readonly whole: string }> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return { requires: 'missing', whole: 'missing' };
  if (facts.isFile()) {
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return { requires: digest, whole: digest };
  }
  const files = await listFiles(path, '');
  return {
    requires: await digestFiles(
      path,
      files.filter((name) => DECLARATIONS.test(name)),
    ),
    whole: await digestFiles(path, files),
  };
}

/** Files of a project that may say what it requires. */
const DECLARATIONS = /^(?:pyproject\.toml|setup\.(?:py|cfg)|[^/]*requirements[^/]*\.(?:txt|in))$/;
/** What tools leave in a project, and what is no part of it. */
const LEFT_OUT = /^(?:\.git|\.hg|\.tox|\.nox|\.venv|\.[a-z]+_cache|__pycache__|node_modules)$/;
/** At the top of a project; below it they are packages like others. */
const BUILT = /^(?:build|dist|.*\.egg-info)$/;

async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !LEFT_OUT.test(name) && !(folder === '' && BUILT.test(name)))
      .map((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? listFiles(root, path) : [path];
      }),
  );
  return found.flat().sort(compare);
}

async function digestFiles(root: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) {
    const content = await readFile(join(root, name)).catch(() => Buffer.alloc(0));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
