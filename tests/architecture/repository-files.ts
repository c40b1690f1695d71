/** The files that the architecture's tests look at, with their syntax. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-6';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Paths relative to the repository of what git tracks, or would if it were added. */
export function listFiles(pattern: RegExp): string[] {
  const options = { cwd: ROOT, encoding: 'utf8' } as const;
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], options)
    .split('\n')
    .filter((path) => pattern.test(path) && existsSync(join(ROOT, path)))
    .sort();
}

export function readLines(path: string): string[] {
  return readFileSync(join(ROOT, path), 'utf8').replace(/\n$/, '').split('\n');
}

export function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.ESNext, true);
}
