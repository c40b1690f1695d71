/** Finds the installer that is used where it is there: uv. */
import { basename, dirname, join } from 'node:path';
import { runtimeError } from '../../errors.js';
import { findOnPath, isProgram } from '../interpreters/interpreter-places.js';
import { findSearchScope, type SearchScope } from '../interpreters/search-scope.js';

/**
 * TASKLOOM_UV, on the PATH, where its own installer and cargo put it, or beside an interpreter, where `pip install uv`
 * puts it. A shim is no answer: it may pass on to a version that has none. Undefined: venv and pip do it.
 *
 * @param pythons absolute paths of interpreters that may have it beside them
 * @throws TaskloomError INSTALLER_NOT_FOUND when TASKLOOM_UV names no program
 */
export async function findUv(
  pythons: readonly string[],
  scope: SearchScope = findSearchScope(),
): Promise<string | undefined> {
  const named = scope.env['TASKLOOM_UV'] ?? '';
  if (named !== '') return (await isProgram(named)) ? named : refuse(named);
  const places = [
    ...(await findOnPath('uv', scope)).filter((path) => basename(dirname(path)) !== 'shims'),
    join(scope.homeFolder, '.local', 'bin', 'uv'),
    join(scope.homeFolder, '.cargo', 'bin', 'uv'),
    ...pythons.map((path) => join(dirname(path), 'uv')),
  ];
  for (const path of places) if (await isProgram(path)) return path;
  return undefined;
}

function refuse(named: string): never {
  throw runtimeError('INSTALLER_NOT_FOUND', `TASKLOOM_UV names ${named}, which is no program.`, {
    hint: 'Set it to the path of uv, or unset it: uv is then looked for on the PATH.',
  });
}
