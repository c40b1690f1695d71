/** Which of the tools that can install a Python are on the machine. */
import { findUv } from '../installers/find-uv.js';
import type { Interpreter } from './interpreter.js';
import { findOnPath } from './interpreter-places.js';
import type { PythonTool } from './missing-interpreter.js';
import type { SearchScope } from './search-scope.js';

const NAMES = ['pyenv', 'mise', 'asdf', 'conda'] as const;

/** Those whose versions take effect without more ado come first. */
export async function findPythonTools(
  interpreters: readonly Interpreter[],
  scope: SearchScope,
): Promise<readonly PythonTool[]> {
  const pythons = interpreters.map(({ path }) => path);
  const uv = await findUv(pythons, scope);
  const others = await Promise.all(NAMES.map((name) => findOnPath(name, scope)));
  return [...(uv === undefined ? [] : ['uv' as const]), ...NAMES.filter((_name, index) => others[index]?.length)];
}
