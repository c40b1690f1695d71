/** Puts commits in the place of branches and tags of git repositories: pip tells nobody which one it has fetched. */

import { findOnPath } from '../interpreters/interpreter-places.js';
import { findSearchScope } from '../interpreters/search-scope.js';
import { listUrls, locateUrl, restoreCredentials } from '../resolution/url-credentials.js';
import type { InstallerOrder } from './installer.js';
import { runInstaller } from './run-installer.js';

/** A full id of git and of Mercurial. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The requirements, in order. What the repository does not tell of, such as the beginning of a commit's id, stays.
 *
 * @throws TaskloomError ENVIRONMENT_BUILD_FAILED with the words of git
 */
export function pinRevisions(order: InstallerOrder): Promise<readonly string[]> {
  return Promise.all(order.request.requirements.map((line) => pinRevision(line, order)));
}

/** Whether the line names a revision of a repository that may be another commit tomorrow. */
export function isMoving(line: string): boolean {
  return listUrls(line)
    .map(locateUrl)
    .some(({ scheme, revision = '' }) => /^(?:git|hg|svn|bzr)\+/.test(scheme) && !COMMIT.test(revision));
}

async function pinRevision(line: string, order: InstallerOrder): Promise<string> {
  const [url] = listUrls(line).filter((one) => one.startsWith('git+'));
  const [git] = await findOnPath('git', findSearchScope());
  if (url === undefined || git === undefined || !isMoving(line)) return line;
  const { revision } = locateUrl(url);
  const repository = cut(restoreCredentials(url, order.request.requirements), revision).slice('git+'.length);
  const args = ['ls-remote', repository, ...(revision === undefined ? ['HEAD'] : [revision, `${revision}^{}`])];
  const { output } = await runInstaller({ file: git, args }, order);
  const commit = findCommit(output, revision);
  return commit === undefined ? line : line.replace(url, () => pin(url, revision, commit));
}

/** The URL without its revision, query and fragment. */
function cut(url: string, revision: string | undefined): string {
  const place = url.replace(/[?#].*$/, '');
  return revision === undefined ? place : place.slice(0, -`@${revision}`.length);
}

function pin(url: string, revision: string | undefined, commit: string): string {
  const [rest = ''] = /[?#].*$/.exec(url) ?? [];
  return `${cut(url, revision)}@${commit}${rest}`;
}

/** As pip looks for it: a branch, a tag, of one with a message what it stands for, any other name. */
function findCommit(output: readonly string[], revision = 'HEAD'): string | undefined {
  const found = new Map(output.map((line) => line.split('\t').reverse() as [string, string]));
  const names = [`refs/heads/${revision}`, `refs/tags/${revision}^{}`, `refs/tags/${revision}`, revision];
  return names.map((name) => found.get(name)).find((commit) => commit !== undefined);
}
