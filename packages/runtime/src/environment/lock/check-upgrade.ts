/** Whether there is what `env lock --upgrade` names. */
import { describeNearest } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import type { EnvironmentRequest } from '../../ports.js';
import { splitDirect } from '../resolution/requirement-lines.js';
import { compare, normalizeName } from '../resolution/resolution.js';
import type { LockedEnvironment } from './lock-file.js';

/** @throws TaskloomError USAGE for a name that is neither locked nor required */
export function checkUpgrade(
  names: readonly string[],
  locked: readonly LockedEnvironment[],
  requests: readonly EnvironmentRequest[],
): void {
  const found = [...locked.flatMap(listLocked), ...requests.flatMap(listRequired)];
  const known = [...new Set(found)].sort(compare);
  const unknown = names.find((name) => !known.includes(normalizeName(name)));
  if (unknown === undefined) return;
  throw runtimeError('USAGE', `--upgrade names ${unknown}, which is neither locked nor required.`, {
    hint: describeNearest(normalizeName(unknown), known),
    details: { known },
  });
}

function listLocked({ resolution: { packages, direct } }: LockedEnvironment): readonly string[] {
  return [...packages.map(({ name }) => name), ...direct.flatMap((line) => splitDirect(line).name ?? [])];
}

function listRequired({ requirements }: EnvironmentRequest): readonly string[] {
  return requirements.flatMap((line) => /^[A-Za-z0-9][\w.-]*(?!\S*:\/\/)/.exec(line) ?? []).map(normalizeName);
}
