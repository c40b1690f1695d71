/** The end of a command that was ended by an error: what is said, and the exit code. */
import { exitCodeOfError } from './exit-code.js';
import { renderError, renderInternalError } from './render/error.js';
import { describeSurroundings } from './render/surroundings.js';
import { isTaskloomError } from './taskloom-error.js';
import type { World } from './world.js';

export function reportError(error: unknown, world: World): number {
  const surroundings = describeSurroundings(world.err, world);
  const isOurs = isTaskloomError(error) && error.code !== 'INTERNAL';
  const lines = isOurs ? renderError(error, surroundings) : renderInternalError(error, surroundings);
  void world.err.write(`${lines.join('\n')}\n`);
  return exitCodeOfError(error);
}
