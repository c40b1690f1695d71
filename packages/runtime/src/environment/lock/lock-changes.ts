/** What a new lock file changes, for people. */
import { compare } from '../resolution/resolution.js';
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
    for (const { name, version } of resolution.packages) {
      const place = `${target}\n${name}`;
      found.set(place, (found.get(place) ?? new Set()).add(version));
    }
  }
  return new Map([...found].map(([place, versions]) => [place, [...versions].sort(compare).join(', ')]));
}
