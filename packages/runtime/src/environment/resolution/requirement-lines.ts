/** A resolution as lines that installers read, and back. */
import { basename } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { createResolution, normalizeName, parseFileName, type Resolution, type ResolvedPackage } from './resolution.js';
import { restoreCredentials } from './url-credentials.js';

/** One package a line, with its hashes. @param requested requirements whose URLs may hold credentials */
export function formatHashedLines({ packages }: Resolution, requested: readonly string[]): readonly string[] {
  return packages.map((one) =>
    restoreCredentials([formatPin(one), ...one.hashes.map(formatHash)].join(' '), requested),
  );
}

/** One of what has no hash a line. */
export function formatDirectLines({ direct }: Resolution, requested: readonly string[]): readonly string[] {
  return direct.map((line) => restoreCredentials(line, requested));
}

/** `shade==1.0`, `own @ https://example.org/own-1.0.whl`, `/wheels/own-1.0.whl` */
export function formatPin({ name, version, url }: ResolvedPackage): string {
  if (url === undefined) return `${name}==${version}`;
  return url.startsWith('/') ? url : `${name} @ ${url}`;
}

/** Reads what `uv pip compile` writes. */
export function parseHashedLines(text: string): Resolution {
  const packages: ResolvedPackage[] = [];
  const direct: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, ' ').split('\n')) {
    const [pin = '', ...options] = line.replace(/(^|\s)#.*$/, '').split(/\s+--hash=/);
    const hashes = options.map((hash) => hash.trim());
    const written = maskCredentials(pin.replace(/\s;.*$/, '').trim());
    if (written === '') continue;
    if (hashes.length === 0) direct.push(written);
    else packages.push({ ...parsePin(written), hashes });
  }
  return createResolution(packages, direct);
}

/** Of a URL and a path only the file's name tells the version; empty where it does not. */
export function parsePin(pin: string): Omit<ResolvedPackage, 'hashes'> {
  const [, given, place] = /^(?:([^\s@]+)\s*@\s*)?([a-z][a-z0-9+.-]*:\/\/.*|\/.*)$/is.exec(pin) ?? [];
  if (place !== undefined) {
    const file = decodeURIComponent(basename(place.replace(/[#?].*$/, '')));
    const { name, version } = parseFileName(file) ?? { name: file, version: '' };
    return { name: given === undefined ? name : normalizeName(given), version, url: place };
  }
  const [name = '', version = ''] = pin.split('==');
  return { name: normalizeName(name.trim()), version: version.trim() };
}

/** `own @ https://…` is a name and a place, `/srv/own` a place. */
export function splitDirect(line: string): { readonly name?: string; readonly place: string } {
  const [, name, place = line] = /^([\w.-]+)\s*(?:\[[^\]]*\]\s*)?@\s*(\S.*)$/.exec(line) ?? [];
  return name === undefined ? { place } : { name: normalizeName(name), place };
}

function formatHash(hash: string): string {
  return `--hash=${hash}`;
}
