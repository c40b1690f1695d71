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
  const contents = await Promise.all(requirements.map(digestLine));
  const found = contents.filter((one) => one !== undefined);
  return { requires: found.map(({ requires }) => requires), whole: found.map(({ whole }) => whole) };
}

/** Absolute; undefined for what names no path. */
export function findLocalPath(requirement: string): string | undefined {
  const line = withoutEditable(requirement);
  if (line.startsWith('/')) return /^[^;[]+/.exec(line)?.[0].trimEnd();
  const [, url] = /(?:^|[@\s])(file:\/\/[^\s;#]+)/.exec(line) ?? [];
  return url === undefined ? undefined : fileURLToPath(url);
}

/** A project that is used where it is: what is in it is no part of the environment. */
export function isEditable(requirement: string): boolean {
  return requirement.startsWith(EDITABLE);
}

export function withoutEditable(requirement: string): string {
  return isEditable(requirement) ? requirement.slice(EDITABLE.length) : requirement;
}

/** As requests have it. */
const EDITABLE = '-e ';

async function digestLine(line: string) {
  const path = findLocalPath(line);
  if (path === undefined) return undefined;
  const { requires, whole } = await digestPath(path);
  return { requires, whole: isEditable(line) ? requires : whole };
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
