/** An import of something that is not there: which import, in which file. */
import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import type { SourceLocation, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';

const MESSAGE = /^Cannot find (?:module|package) '([^']+)'(?: imported from (.+))?/;
const LITERAL = /(["'])([^"'\n]+)\1/g;

/** Undefined for an error of another kind. */
export function describeMissingModule(
  error: Error & { code?: unknown; requireStack?: unknown },
): TaskloomError | undefined {
  const [, missing, importedFrom] = MESSAGE.exec(error.message) ?? [];
  if (missing === undefined || !/^(?:ERR_)?MODULE_NOT_FOUND$/.test(String(error.code))) return undefined;
  const importer = importedFrom ?? (Array.isArray(error.requireStack) ? String(error.requireStack[0]) : undefined);
  if (importer === undefined) return undefined;
  const isFile = isAbsolute(missing) || missing.startsWith('.');
  const found = findImport(importer, missing);
  const name = found?.specifier ?? missing;
  const reason = isFile ? 'a file that does not exist' : 'a package that is not installed';
  return runtimeError('MODULE_LOAD_FAILED', `${basename(importer)} imports "${name}", ${reason}.`, {
    hint: isFile
      ? `Correct the path; there is no ${resolve(dirname(importer), missing)}.`
      : `Install it beside the pipeline: npm install ${missing}.`,
    location: found?.location,
    cause: error,
  });
}

/** Node names what it looked for, not where it was asked for. */
function findImport(importer: string, missing: string): { specifier: string; location: SourceLocation } | undefined {
  const lines = readFileSync(importer, 'utf8').split(/\r?\n/);
  for (const [index, source] of lines.entries()) {
    for (const { 2: specifier = '', index: start } of source.matchAll(LITERAL)) {
      if (!names(specifier, missing, dirname(importer))) continue;
      return { specifier, location: { file: importer, line: index + 1, column: start + 1, source } };
    }
  }
  return undefined;
}

function names(specifier: string, missing: string, folder: string): boolean {
  if (specifier.startsWith('.')) return resolve(folder, specifier) === resolve(folder, missing);
  return specifier === missing || specifier.startsWith(`${missing}/`);
}
