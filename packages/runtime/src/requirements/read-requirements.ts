/**
 * The requirements of a task as a list, whether its author gave a list, a text or a file. Refuses what is none; what they
 * resolve to is left to the installer.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { hasCredentials, maskCredentials } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { PlannedTask } from '../ports.js';
import { locateMistake, type WrittenRequirement } from './locate-requirement.js';
import { parseRequirement } from './parse-requirement.js';
import { Mistake } from './scanner.js';

export interface ReadRequirements {
  readonly requirements: readonly string[];
  /** Of files that a requirements file names by `-c`: they bound versions and install nothing. */
  readonly constraints: readonly string[];
}

interface Line extends WrittenRequirement {
  readonly isConstraint: boolean;
}

/** A text on one line that ends so is the path of a file. */
const FILE_NAME = /\.(?:txt|in)$/i;
const INCLUDE = /^(?:(-r|--requirement)|-c|--constraint)(?:\s+|=)(.+)$/;

/**
 * Specifiers without comments and blank lines, in order, paths absolute. A file's path is relative to the author's file;
 * files that it includes are read as well.
 *
 * @throws TaskloomError REQUIREMENTS_INVALID for a file that cannot be read, and for a line that is no requirement, at its
 *   line and the column of the mistake
 */
export function readRequirements(task: PlannedTask): ReadRequirements {
  const lines = readLines(task);
  const collect = (isConstraint: boolean): readonly string[] =>
    lines.filter((line) => line.isConstraint === isConstraint).map((line) => readLine(line, task));
  return { requirements: collect(false), constraints: collect(true) };
}

function readLines(task: PlannedTask): readonly Line[] {
  const { requirements = [] } = task.spec.options;
  const isConstraint = false;
  if (typeof requirements !== 'string') return requirements.map((line) => ({ text: line.trim(), isConstraint }));
  const text = requirements.trim();
  if (text.includes('\n') || text.startsWith('-') || !FILE_NAME.test(text))
    return readText(text, { task, files: [], isConstraint });
  return readFile(resolve(dirname(task.location.file), text), { task, files: [], isConstraint });
}

interface Reading {
  readonly task: PlannedTask;
  /** The one that is being read last, before it those that include it. */
  readonly files: readonly string[];
  readonly isConstraint: boolean;
}

function readFile(path: string, reading: Reading): readonly Line[] {
  const { task, files } = reading;
  if (files.includes(path)) throw invalid(task, `The requirements file ${path} includes itself.`);
  return readText(readFileText(path, task), { ...reading, files: [...files, path] });
}

function readText(text: string, reading: Reading): readonly Line[] {
  const { task, files, isConstraint } = reading;
  const file = files.at(-1);
  return joinContinued(text).flatMap(({ line, number }) => {
    const [, isRequirement, included] = INCLUDE.exec(line) ?? [];
    if (included !== undefined) {
      const path = resolve(dirname(file ?? task.location.file), included.trim());
      return readFile(path, { ...reading, isConstraint: isConstraint || isRequirement === undefined });
    }
    if (line === '') return [];
    return [{ text: line, isConstraint, ...(file === undefined ? {} : { place: { file, line: number } }) }];
  });
}

/** Without comments. A backslash at its end continues a line, as in pip. */
function joinContinued(text: string): readonly { readonly line: string; readonly number: number }[] {
  let number = 1;
  return text.split(/(?<!\\)\r?\n/).map((raw) => {
    const line = raw
      .replace(/\\\r?\n/g, ' ')
      .replace(/(^|\s)#.*$/, '')
      .trim();
    const first = number;
    number += raw.split('\n').length;
    return { line, number: first };
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
function readLine(line: Line, task: PlannedTask): string {
  const { text, place } = line;
  const [option = '', isEditable] = EDITABLE.exec(text) ?? [];
  if (option === '' ? text.startsWith('-') : line.isConstraint) throw describeOption(line, task);
  const parsed = parseRequirement(text.slice(option.length));
  if (parsed instanceof Mistake) throw describeMistake(line, moveMistake(parsed, option.length), task);
  if (parsed.kind !== 'path') {
    if (isEditable !== undefined) throw describeMistake(line, new Mistake(option.length + 1, NO_PROJECT), task);
    return text;
  }
  const { path } = parsed;
  const folder = dirname(place?.file ?? task.location.file);
  const absolute = path.startsWith('~') ? join(homedir(), path.slice(1)) : resolve(folder, path);
  return `${isEditable === undefined ? '' : '-e '}${absolute}${text.slice(option.length + path.length)}`;
}

/** What comes before the project, as pip has it. */
const EDITABLE = /^(-e|--editable)(?:\s+|\s*=\s*)/;
const NO_PROJECT = 'only a project in a folder can be editable, named by its path: `-e ./project`';

function moveMistake({ column, problem }: Mistake, by: number): Mistake {
  return new Mistake(column + by, problem);
}

function describeOption({ text }: Line, task: PlannedTask) {
  return invalid(task, `The requirement "${maskCredentials(text)}" is an option of the installer, not a requirement.`);
}

function describeMistake(line: Line, { column, problem }: Mistake, { spec, location: taskLocation }: PlannedTask) {
  const location = locateMistake(line, column, taskLocation);
  const shown = maskCredentials(line.text);
  const message = `The requirement "${shown}" of the task "${spec.taskId}" is wrong at column ${column}: ${problem}.`;
  // Where the place is known it is shown there. With credentials in it the text is shown otherwise than it is written.
  const caret =
    location !== taskLocation || hasCredentials(line.text) ? '' : `\n  ${shown}\n  ${' '.repeat(column - 1)}^`;
  return runtimeError('REQUIREMENTS_INVALID', `${message}${caret}`, {
    hint: HINT,
    details: { taskId: spec.taskId, requirement: shown, column },
    location,
  });
}

const HINT = 'Give specifiers such as "pandas>=2"; options go into `indexUrls`, `findLinks` and `installOptions`.';

function invalid({ spec, location }: PlannedTask, message: string, cause?: unknown) {
  return runtimeError('REQUIREMENTS_INVALID', message, {
    hint: HINT,
    details: { taskId: spec.taskId },
    location,
    cause,
  });
}
