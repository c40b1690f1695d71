/** What a new lock file changes, for people. */
import { basename } from 'node:path';
import { splitDirect } from '../resolution/requirement-lines.js';
import { compare, type Resolution, type ResolvedPackage } from '../resolution/resolution.js';
import type { LockedEnvironment } from './lock-file.js';

export interface LockChange {
  readonly target: string;
  readonly name: string;
  /** Absent: it was not there. Several versions, of several environments, with commas between them. */
  readonly before?: string;
  /** Absent: it is there no more. */
  readonly after?: string;
}

/** Sorted by target and name. */
export function listLockChanges(
  before: readonly LockedEnvironment[],
  after: readonly LockedEnvironment[],
): readonly LockChange[] {
  const [old, current] = [collectVersions(before), collectVersions(after)];
  const places = [...new Set([...old.keys(), ...current.keys()])].sort(compare);
  return places.flatMap((place) => {
    const [was, is] = [old.get(place), current.get(place)];
    if (was === is) return [];
    const [target = '', name = ''] = place.split('\n');
    return [
      { target, name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

/** By target and name. */
function collectVersions(environments: readonly LockedEnvironment[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { target, resolution } of environments) {
    for (const [name, version] of describeVersions(resolution)) {
      const place = `${target}\n${name}`;
      found.set(place, (found.get(place) ?? new Set()).add(version));
    }
  }
  return new Map([...found].map(([place, versions]) => [place, [...versions].sort(compare).join(', ')]));
}

function describeVersions({ packages, direct }: Resolution): readonly (readonly [name: string, version: string])[] {
  return [
    ...packages.map((one) => [one.name, describeVersion(one)] as const),
    ...direct.map((line) => [splitDirect(line).name ?? basename(line), splitDirect(line).place] as const),
  ];
}

/** Under one URL there may be another file tomorrow. */
function describeVersion({ version, url, hashes: [hash = ''] }: ResolvedPackage): string {
  return url === undefined ? version : [version, url, hash.slice(0, 'sha256:'.length + 8)].join(' ').trim();
}
