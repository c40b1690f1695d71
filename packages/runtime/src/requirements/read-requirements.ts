/**
 * The requirements of a task as a list, whether its author gave a list, a text or a file. Refuses what is none; what they
 * resolve to is left to the installer.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { maskCredentials } from '@taskloom/sdk/internal';
import type { PlannedTask } from '../ports.js';
import type { WrittenRequirement } from './locate-requirement.js';
import { parseRequirement } from './parse-requirement.js';
import { describeMistake, describeTemplate, invalid } from './refuse.js';
import { Mistake } from './scanner.js';
import { checkTemplate, isTemplate, renderTemplate, type TemplateFacts } from './template.js';

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
 * @param facts what templates are rendered with; undefined: a run will tell
 * @returns undefined where there are templates, and nothing to render them with
 * @throws TaskloomError REQUIREMENTS_INVALID for a file that cannot be read, and for a line that is no requirement, at its
 *   line and the column of the mistake; TEMPLATE_INVALID for a template that is none, or that has no value
 */
export function readRequirements(task: PlannedTask, facts?: TemplateFacts): ReadRequirements | undefined {
  const lines = readLines(task, facts);
  const read = lines?.map((line) => ({ ...line, text: readLine(line, task, facts) }));
  if (read === undefined || read.some(({ text }) => text === undefined)) return undefined;
  const collect = (isConstraint: boolean): readonly string[] =>
    read.flatMap(({ text, ...line }) => (line.isConstraint === isConstraint && text !== undefined ? [text] : []));
  return { requirements: collect(false), constraints: collect(true) };
}

function readLines(task: PlannedTask, facts: TemplateFacts | undefined): readonly Line[] | undefined {
  const { requirements = [] } = task.spec.options;
  const isConstraint = false;
  if (typeof requirements !== 'string') return requirements.map((line) => ({ text: line.trim(), isConstraint }));
  const text = requirements.trim();
  const reading: Reading = { task, files: [], isConstraint };
  if (text.includes('\n') || text.startsWith('-') || !FILE_NAME.test(text)) return readText(text, reading);
  const path = render({ text }, task, facts);
  return path === undefined ? undefined : readFile(resolve(dirname(task.location.file), path), reading);
}

/** Undefined for a template without facts, of which it is known that it can be rendered. @throws TaskloomError TEMPLATE_INVALID */
function render(line: WrittenRequirement, task: PlannedTask, facts: TemplateFacts | undefined): string | undefined {
  if (!isTemplate(line.text)) return line.text;
  const rendered = facts === undefined ? checkTemplate(line.text) : renderTemplate(line.text, facts);
  if (rendered instanceof Mistake) throw describeTemplate({ ...line, option: 'requirements' }, rendered, task);
  return rendered;
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
function readLine(written: Line, task: PlannedTask, facts: TemplateFacts | undefined): string | undefined {
  const text = render(written, task, facts);
  if (text === undefined) return undefined;
  const line = { ...written, text };
  const [option = '', isEditable] = EDITABLE.exec(text) ?? [];
  if (option === '' ? text.startsWith('-') : line.isConstraint) throw describeOption(line, task);
  const parsed = parseRequirement(text.slice(option.length));
  if (parsed instanceof Mistake) throw describeMistake(line, moveMistake(parsed, option.length), task);
  if (parsed.kind !== 'path') {
    if (isEditable !== undefined) throw describeMistake(line, new Mistake(option.length + 1, NO_PROJECT), task);
    return text;
  }
  const { path } = parsed;
  const folder = dirname(line.place?.file ?? task.location.file);
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
