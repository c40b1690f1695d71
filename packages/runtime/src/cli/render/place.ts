/** Places in files as the terminal shows them: short, and clickable where editors know how. */
import { isAbsolute, relative } from 'node:path';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

const LIBRARY = /[\\/](?:node_modules|site-packages|dist-packages|lib[\\/](?:python|pypy)[\d.]+)[\\/]/;

/** `pipeline.ts:12:5`: relative to the working directory where the file is below it. */
export function formatPlace({ file, line, column }: Place, cwd: string): string {
  return `${formatPath(file, cwd)}:${line}${column === undefined ? '' : `:${column}`}`;
}

/** Relative to the working directory where the path is below it, else as it is. */
export function formatPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}

/** Whether a file belongs to an installed package or the language, and not to the author. */
export function isLibraryFile(file: string): boolean {
  return file.startsWith('<') || file.startsWith('node:') || LIBRARY.test(file);
}

/** `polars/frame.py` of `…/lib/python3.12/site-packages/polars/frame.py`. */
export function shortenLibraryPath(file: string): string {
  return file.replace(new RegExp(`^.*${LIBRARY.source}`), '');
}
