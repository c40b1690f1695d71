/** A file that is no valid TypeScript or JavaScript. esbuild and Node tell the place in their texts only. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';

/** `/a/pipeline.ts:3:5: ERROR: Expected ";" but found "x"`, the column in bytes and from 0. */
const ESBUILD = /^(.+):(\d+):(\d+): ERROR: (.*)$/m;
/** What Node puts before the stack: the place, the line, and a caret below. Not for every syntax error. */
const ARROW = /^((?:file:\/\/)?\/.+):(\d+)\n.*\n( *)\^/;
const DECORATOR = /^\s*@[\p{ID_Start}$_]/u;

/** Undefined for an error of another kind. */
export function describeSyntaxError(error: Error, path: string): TaskloomError | undefined {
  return describeEsbuildError(error) ?? (error instanceof SyntaxError ? describeNodeError(error, path) : undefined);
}

function describeEsbuildError(error: Error): TaskloomError | undefined {
  const [, file, line, bytes, said] = ESBUILD.exec(error.message) ?? [];
  if (file === undefined) return undefined;
  const source = readLines(file)[Number(line) - 1] ?? '';
  const column = Buffer.from(source).subarray(0, Number(bytes)).toString().length + 1;
  return refuse(file, said ?? '', { cause: error, location: { file, line: Number(line), column, source } });
}

function describeNodeError(error: SyntaxError, path: string): TaskloomError {
  const [, url, line, margin] = ARROW.exec(error.stack ?? '') ?? [];
  const file = url?.startsWith('file:') ? fileURLToPath(url) : url;
  const location = file === undefined ? undefined : { file, line: Number(line), column: (margin ?? '').length + 1 };
  const decorator = findDecorator(file ?? path, location?.line);
  if (error.message === 'Invalid or unexpected token' && decorator !== undefined) {
    return runtimeError(
      'MODULE_LOAD_FAILED',
      `${basename(decorator.file)} still has its decorators, which Node cannot read.`,
      {
        hint: 'Run the .ts file, or compile decorators away: "target": "es2022" for tsc and esbuild, `oxc: { decorator: { legacy: true } }` for Vite.',
        location: decorator,
        cause: error,
      },
    );
  }
  const hint = location === undefined ? { hint: `Run \`node --check ${path}\` to see the place.` } : {};
  return refuse(file ?? path, error.message, { cause: error, location, ...hint });
}

interface Facts {
  readonly cause: Error;
  readonly location: SourceLocation | undefined;
  readonly hint?: string;
}

function refuse(file: string, said: string, facts: Facts): TaskloomError {
  const sentence = /[.!?]$/.test(said) ? said : `${said}.`;
  return runtimeError('MODULE_LOAD_FAILED', `${basename(file)} cannot be loaded: ${sentence}`, facts);
}

/** The line where Node stopped where that is known, else the first that begins with a decorator. */
function findDecorator(file: string, at: number | undefined): SourceLocation | undefined {
  const lines = readLines(file);
  const index = at === undefined ? lines.findIndex((line) => DECORATOR.test(line)) : at - 1;
  const source = lines[index];
  if (source === undefined || !DECORATOR.test(source)) return undefined;
  return { file, line: index + 1, column: source.indexOf('@') + 1, source };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
