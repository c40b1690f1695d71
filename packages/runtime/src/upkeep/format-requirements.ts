/** What a task has in its environment as a requirements file, which pip and uv read alike. */
import { hasCredentials, maskCredentials } from '@taskloom/sdk/internal';
import { nameInterpreter } from '../environment/interpreters/interpreter.js';
import { formatDirectLines, formatHashedLines, formatPin } from '../environment/resolution/requirement-lines.js';
import { restoreCredentials } from '../environment/resolution/url-credentials.js';
import { runtimeError } from '../errors.js';
import type { EnvironmentRequest } from '../ports.js';
import type { TaskEnvironment } from './task-environment.js';

/**
 * With hashes, and with where packages come from. Without credentials: where they are wanted, a comment says so.
 *
 * @throws TaskloomError USAGE for what is not resolved apart from its interpreter
 */
export function formatRequirementsFile(
  { resolution, interpreter }: TaskEnvironment,
  request: EnvironmentRequest,
): string {
  if (resolution === undefined) throw describeUnresolved(request);
  const title = `# The task ${request.taskId}, for ${nameInterpreter(interpreter)}.`;
  const head = [title, ...listSecrets(request), ...formatSources(request)];
  if (resolution.direct.length === 0) {
    const pins = formatHashedLines(resolution, []).map((line) => line.replaceAll(' --hash=', ' \\\n    --hash='));
    return [...head, ...pins, ''].join('\n');
  }
  const note = '# Without hashes: not all of it can have one, and pip wants them for all or for none.';
  const lines = resolution.packages.map((one) => restoreCredentials(formatPin(one), []));
  return [...head, note, ...lines, ...formatDirectLines(resolution, []), ''].join('\n');
}

/** Places that let nobody in without a password, each with its host alone. */
export function listGuardedHosts({ requirements, indexUrls = [], findLinks }: EnvironmentRequest): readonly string[] {
  const guarded = [...requirements, ...indexUrls, ...findLinks].filter(hasCredentials);
  const hosts = guarded.flatMap((text) => /:\/\/\*\*\*@([^\s/:]+)/.exec(maskCredentials(text))?.[1] ?? []);
  return [...new Set(hosts)];
}

function listSecrets(request: EnvironmentRequest): readonly string[] {
  return listGuardedHosts(request).map(
    (host) => `# ${host} wants a user and a password: write them into a netrc file.`,
  );
}

function formatSources({ indexUrls, findLinks }: EnvironmentRequest): readonly string[] {
  const [first, ...rest] = indexUrls ?? [];
  return [
    ...(indexUrls?.length === 0 ? ['--no-index'] : []),
    ...(first === undefined ? [] : [`--index-url ${first}`]),
    ...rest.map((url) => `--extra-index-url ${url}`),
    ...findLinks.map((place) => `--find-links ${place}`),
  ].map((line) => restoreCredentials(line, []));
}

function describeUnresolved({ taskId }: EnvironmentRequest) {
  return runtimeError(
    'USAGE',
    `What the task "${taskId}" has depends on what its interpreter has (systemSitePackages).`,
    { hint: 'Leave `systemSitePackages` out, or export it with --format external.' },
  );
}
