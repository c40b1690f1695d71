/**
 * The requirements of a task as a list, whether its author gave a list, a text or a file. What they resolve to is
 * left to the installer.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { PlannedTask } from '../ports.js';

/** A text on one line that ends so is the path of a file. */
const FILE_NAME = /\.(?:txt|in)$/i;
const INCLUDE = /^(?:-r|--requirement)(?:\s+|=)(.+)$/;

/**
 * Specifiers without comments and blank lines, in order. A file's path is relative to the author's file; files that it
 * includes are read as well.
 *
 * @throws TaskloomError REQUIREMENTS_INVALID for a file that cannot be read and for a line that is no requirement
 */
export function readRequirements(task: PlannedTask): readonly string[] {
  const { requirements = [] } = task.spec.options;
  if (typeof requirements !== 'string')
    return requirements.map((line) => readLine(line.trim(), dirname(task.location.file), task));
  const text = requirements.trim();
  if (text.includes('\n') || !FILE_NAME.test(text)) return readText(text, task, []);
  return readFile(resolve(dirname(task.location.file), text), task, []);
}

function readFile(path: string, task: PlannedTask, includedBy: readonly string[]): readonly string[] {
  if (includedBy.includes(path)) throw invalid(task, `The requirements file ${path} includes itself.`);
  return readText(readFileText(path, task), task, [...includedBy, path]);
}

function readText(text: string, task: PlannedTask, files: readonly string[]): readonly string[] {
  // A backslash at its end continues a line, as in pip.
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  return lines.flatMap((raw) => {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    const folder = dirname(files.at(-1) ?? task.location.file);
    const included = INCLUDE.exec(line)?.[1];
    if (included !== undefined) return readFile(resolve(folder, included.trim()), task, files);
    return line === '' ? [] : [readLine(line, folder, task)];
  });
}

function readFileText(path: string, task: PlannedTask): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    throw invalid(task, `The requirements file ${path} cannot be read: ${(cause as Error).message}.`, cause);
  }
}

/** Paths are relative to where they are written: two projects may share environments. */
function readLine(line: string, folder: string, task: PlannedTask): string {
  if (line.startsWith('-')) {
    const shown = maskCredentials(line);
    throw invalid(task, `The requirement "${shown}" is an option of the installer, not a requirement.`);
  }
  if (/^\.{1,2}\//.test(line)) return resolve(folder, line);
  if (line.startsWith('~/')) return join(homedir(), line.slice(2));
  if (/^[\p{L}\p{N}/]/u.test(line)) return line;
  throw invalid(task, `"${maskCredentials(line)}" is not a requirement.`);
}

function invalid({ spec, location }: PlannedTask, message: string, cause?: unknown) {
  return runtimeError('REQUIREMENTS_INVALID', message, {
    hint: 'Give specifiers such as "pandas>=2"; options go into `indexUrls`, `findLinks` and `installOptions`.',
    details: { taskId: spec.taskId },
    location,
    cause,
  });
}
