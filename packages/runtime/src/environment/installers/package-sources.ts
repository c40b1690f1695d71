/** Where packages come from, as each installer is told of it. */
import type { EnvironmentRequest } from '../../ports.js';

const UV_NAMES = { first: 'UV_DEFAULT_INDEX', rest: 'UV_INDEX', links: 'UV_FIND_LINKS', separator: ',' };
const PIP_NAMES = { first: 'PIP_INDEX_URL', rest: 'PIP_EXTRA_INDEX_URL', links: 'PIP_FIND_LINKS', separator: ' ' };

/** By environment variables: a URL may hold credentials, and everybody on the machine can read a command line. */
export function describeSources(
  { indexUrls, findLinks }: EnvironmentRequest,
  installer: 'uv' | 'pip',
): Record<string, string> {
  const names = installer === 'uv' ? UV_NAMES : PIP_NAMES;
  const [first, ...rest] = indexUrls ?? [];
  const links = findLinks.filter(isUrl);
  return {
    ...(first === undefined ? {} : { [names.first]: first }),
    ...(rest.length === 0 ? {} : { [names.rest]: rest.join(' ') }),
    ...(links.length === 0 ? {} : { [names.links]: links.join(names.separator) }),
  };
}

/** Folders, whose names may hold what separates the entries of a variable. */
export function listSourceOptions({ indexUrls, findLinks }: EnvironmentRequest): readonly string[] {
  const folders = findLinks.filter((place) => !isUrl(place));
  return [...flag('--no-index', indexUrls?.length === 0), ...folders.flatMap((place) => ['--find-links', place])];
}

export function flag(name: string, isSet: boolean): readonly string[] {
  return isSet ? [name] : [];
}

function isUrl(place: string): boolean {
  return place.includes('://');
}
