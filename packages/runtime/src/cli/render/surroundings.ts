/** What rendering needs to know of the world: given in, so that the same facts always make the same text. */
import { readFileSync } from 'node:fs';
import type { Output } from '../output.js';
import type { World } from '../world.js';
import type { Palette } from './palette.js';

export interface Surroundings {
  readonly palette: Palette;
  /** Columns of the terminal; of a file or a pipe, a width that is comfortable to read. */
  readonly width: number;
  /** Paths below it are shown relative to it. Absolute. */
  readonly cwd: string;
  /** Also the stack traces of errors, and tracebacks in full (TASKLOOM_DEBUG). */
  readonly debug: boolean;
  /** The text of a source file; undefined when it cannot be read. */
  readSource(file: string): string | undefined;
}

/** The surroundings of text that goes to one of the command's streams. */
export function describeSurroundings({ palette, columns }: Output, { env, cwd }: World): Surroundings {
  const debug = env['TASKLOOM_DEBUG'] === '1';
  return { palette, width: columns, cwd, debug, readSource: createSourceReader() };
}

/** Reads each file once: many failures of one run lie in one file. */
function createSourceReader(): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readText(file));
    return known.get(file);
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A place in a file that is gone is still worth its line number.
    return undefined;
  }
}
