/** The interpreters of the machine, and the one that tasks get that name none. */
import { TaskloomError } from '@taskloom/sdk/internal';
import { locateIdentityCache } from '../environment/interpreters/find-interpreters.js';
import type { Interpreter } from '../environment/interpreters/interpreter.js';
import { InterpreterFinder } from '../environment/interpreters/interpreter-finder.js';
import { resolveRuntimeOptions } from '../runtime-options.js';

export interface InterpreterList {
  /** Newest versions first. */
  readonly interpreters: readonly Interpreter[];
  /** The one that a virtualenv task runs on that names none, or why there is none. */
  readonly standard: Interpreter | TaskloomError;
}

/** @param home of a runtime. Absolute */
export async function listInterpreters(home: string): Promise<InterpreterList> {
  const finder = new InterpreterFinder({ cacheFile: locateIdentityCache(home) });
  const { python = '3' } = resolveRuntimeOptions({ home });
  const interpreters = await finder.list();
  const standard = await finder.get(python).catch((error: unknown) => {
    if (error instanceof TaskloomError) return error;
    throw error;
  });
  return { interpreters, standard };
}
