/** What applications are given of the search for interpreters. */
import { join, resolve } from 'node:path';
import type { Interpreter } from './interpreter.js';
import { InterpreterFinder } from './interpreter-finder.js';

export interface FindInterpretersOptions {
  /** The home of a runtime, where answers are kept: what is there already is then not started. Default: none are kept. */
  home?: string;
}

/**
 * Every CPython and PyPy that TASKLOOM_PYTHON names, that is on the PATH or in the folders of the system, or that pyenv,
 * asdf, mise, uv or conda keep: each once, newest versions first. Starts those that have not told yet what they are.
 */
export async function findInterpreters({ home }: FindInterpretersOptions = {}): Promise<readonly Interpreter[]> {
  return new InterpreterFinder(home === undefined ? {} : { cacheFile: locateIdentityCache(home) }).list();
}

/** In the home of a runtime. */
export function locateIdentityCache(home: string): string {
  return join(resolve(home), 'interpreters.json');
}
