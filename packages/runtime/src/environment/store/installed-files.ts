/**
 * What is installed in a virtualenv, as the installers have recorded it: for each distribution a folder of metadata, and
 * in it the list of its files with their hashes (`RECORD`, PEP 376).
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { normalizeName, type Resolution } from '../resolution/resolution.js';

/** The folder that packages are installed into. Absolute; undefined when there is none. */
export async function findSitePackages(venv: string): Promise<string | undefined> {
  const lib = join(venv, 'lib');
  const [python] = (await readdir(lib).catch(() => [])).filter((name) => /^(?:python|pypy)\d/.test(name));
  return python === undefined ? undefined : join(lib, python, 'site-packages');
}

/** Names in the folder, sorted. What Python writes there by itself is left out. */
export async function listTopLevel(sitePackages: string): Promise<readonly string[]> {
  return (await readdir(sitePackages)).filter((name) => name !== '__pycache__').sort();
}

/** `six==1.17.0` of each that is not installed in that version. */
export function findAbsent(topLevel: readonly string[], { packages }: Resolution): readonly string[] {
  const installed = new Set(topLevel.flatMap((name) => describeMetadata(name) ?? []));
  return packages
    .filter(({ version }) => version !== '')
    .map(({ name, version }) => `${name}==${version}`)
    .filter((pin) => !installed.has(normalizePin(pin)));
}

/** What differs from what the installers have recorded: paths below `site-packages`. */
export interface Damage {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Distributions with a changed file that has another name elsewhere: in the cache that it was linked from. */
  readonly changedElsewhere: readonly string[];
}

/** @param isDeep reads every file and compares its hash; otherwise it is enough that they are there, in their size */
export async function findDamage(sitePackages: string, isDeep: boolean): Promise<Damage> {
  const records = (await readdir(sitePackages)).filter((name) => name.endsWith('.dist-info'));
  const missing: string[] = [];
  const changed: string[] = [];
  const changedElsewhere = new Set<string>();
  for (const record of records) {
    for (const file of await readRecord(join(sitePackages, record, 'RECORD'))) {
      const state = await compareFile(sitePackages, file, isDeep);
      if (state === 'missing') missing.push(file.path);
      if (state === 'changed' || state === 'changedElsewhere') changed.push(file.path);
      if (state === 'changedElsewhere') changedElsewhere.add(nameDistribution(record));
    }
  }
  return { missing: missing.sort(), changed: changed.sort(), changedElsewhere: [...changedElsewhere].sort() };
}

/** Files that were recorded, modules and commands, and are not there. */
export async function findMissing(sitePackages: string): Promise<readonly string[]> {
  const records = (await readdir(sitePackages)).filter((name) => name.endsWith('.dist-info'));
  const files = records.map(async (record) => {
    const list = join(record, 'RECORD');
    return [list, ...(await readRecord(join(sitePackages, list))).map(({ path }) => path)];
  });
  // Of thousands of files, each would wait longer for its turn than it takes.
  return (await Promise.all(files)).flat().filter((path) => !existsSync(join(sitePackages, path)));
}

interface RecordedFile {
  readonly path: string;
  /** `sha256=…`; empty where it was not recorded. */
  readonly hash: string;
  readonly size: string;
}

/** Lines of CSV; only a path can have quotes. */
async function readRecord(path: string): Promise<readonly RecordedFile[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split(/\r?\n/).filter((line) => line !== '');
  return lines.flatMap((line) => {
    const [, quoted, plain = '', hash = '', size = ''] =
      /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),(\d*)$/.exec(line) ?? [];
    const name = quoted?.replaceAll('""', '"') ?? plain;
    // Bytecode is written and removed by Python as it sees fit.
    return name === '' || /(?:\.pyc|__pycache__)$/.test(name) ? [] : [{ path: name, hash, size }];
  });
}

async function compareFile(
  folder: string,
  { path, hash, size }: RecordedFile,
  isDeep: boolean,
): Promise<'same' | 'missing' | 'changed' | 'changedElsewhere'> {
  const file = join(folder, path);
  try {
    const facts = await lstat(file);
    const changed = facts.nlink > 1 ? 'changedElsewhere' : 'changed';
    if (hash === '') return 'same';
    if (size !== '' && facts.size !== Number(size)) return changed;
    if (!isDeep) return 'same';
    const [algorithm = '', expected] = hash.split(/=(.*)/s);
    const found = createHash(algorithm)
      .update(await readFile(file))
      .digest('base64url');
    return found === expected?.replace(/=+$/, '') ? 'same' : changed;
  } catch {
    return 'missing';
  }
}

/** `ruamel-yaml` of `ruamel.yaml-0.18.6.dist-info`. */
function nameDistribution(record: string): string {
  return normalizeName(record.replace(/-[^-]+\.dist-info$/, ''));
}

/** `six==1.17.0` of `six-1.17.0.dist-info`. */
function describeMetadata(name: string): string | undefined {
  const [, distribution, version] = /^(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(name) ?? [];
  return distribution === undefined ? undefined : normalizePin(`${distribution}==${version}`);
}

/** Names as PEP 503 has them; of versions `1.0-1` is `1.0.post1`, `1.0+a_b` is `1.0+a.b` and `2020.01` is `2020.1`. */
function normalizePin(pin: string): string {
  const [name = '', version = ''] = pin.split('==');
  const plain = version
    .toLowerCase()
    .replace(/^([^+]+)-(\d+)$/, '$1.post$2')
    .replace(/[-_]/g, '.');
  return `${normalizeName(name)}==${plain.replace(/(^|\.)0+(?=\d)/g, '$1')}`;
}
