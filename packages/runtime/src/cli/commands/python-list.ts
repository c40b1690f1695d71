/** `taskloom python list`: the interpreters of this machine. */
import { listInterpreters } from '../../upkeep/interpreter-list.js';
import { EXIT } from '../exit-code.js';
import { renderColumns } from '../render/columns.js';
import { reportError } from '../report-error.js';
import { isTaskloomError } from '../taskloom-error.js';
import { findHome, type World } from '../world.js';

export interface PythonListOptions {
  readonly json?: boolean;
}

/** @throws TaskloomError INTERPRETER_NOT_FOUND when there is none */
export async function pythonListCommand({ json }: PythonListOptions, world: World): Promise<number> {
  const { interpreters, standard } = await listInterpreters(findHome(world));
  if (isTaskloomError(standard) && interpreters.length === 0) throw standard;
  const isDefault = ({ path }: { readonly path: string }) => !isTaskloomError(standard) && path === standard.path;
  if (json === true) {
    const listed = interpreters.map((one) => ({ ...one, isDefault: isDefault(one) }));
    void world.out.write(`${JSON.stringify(listed, undefined, 2)}\n`);
  } else {
    const rows = interpreters.map((one) => [
      `${one.implementation} ${one.version}`,
      one.path,
      isDefault(one) ? `${one.source}, default` : one.source,
    ]);
    void world.out.write(`${renderColumns(rows).join('\n')}\n`);
  }
  // What there is has been listed: only tasks that name no Python are without one.
  return isTaskloomError(standard) ? reportError(standard, world) : EXIT.success;
}
