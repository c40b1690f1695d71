/**
 * Finds the line of the author's file that called into the SDK. Costs one stack frame, so that it can be asked
 * for every task call of a large flow.
 */
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from './errors.js';

// `at name (file:///a/b.ts:3:4)`, `at file:///a/b.ts:3:4`, `at /a/b.js:3:4`
const FRAME = /^\s*at (?:.*\()?((?:file:\/\/)?[^()]+?):(\d+):(\d+)\)?$/;

/**
 * The place from which `callee` was called, or undefined where the stack does not tell (a frame of native code).
 *
 * @param callee the function of ours that the author called; frames above it are left out.
 */
// biome-ignore lint/complexity/noBannedTypes: captureStackTrace takes any function
export function findCallSite(callee: Function): SourceLocation | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  // The text is made when `stack` is first read, with the limit of then.
  const stack = holder.stack;
  Error.stackTraceLimit = limit;
  return parseFrame(stack?.split('\n')[1] ?? '');
}

// With the last separator: a neighbour of the same beginning is not ours.
const OURS = dirname(fileURLToPath(import.meta.url)) + sep;

/** The innermost place outside of the SDK: for what is noticed somewhere below the author's line. */
export function findAuthorSite(): SourceLocation | undefined {
  return findErrorSite(new Error('where'));
}

/** The innermost place outside of the SDK at which an error was made. Undefined for a thrown value that is no error. */
export function findErrorSite(error: unknown): SourceLocation | undefined {
  if (!(error instanceof Error)) return undefined;
  const places = (error.stack ?? '').split('\n').map(parseFrame);
  return places.find((place) => place !== undefined && !place.file.startsWith(OURS));
}

/** Reads one line of a V8 stack trace. */
export function parseFrame(line: string): SourceLocation | undefined {
  const match = FRAME.exec(line);
  if (match === null) return undefined;
  const [, file = '', lineText = '', columnText = ''] = match;
  if (file.startsWith('node:')) return undefined;
  return { file: toPath(file), line: Number(lineText), column: Number(columnText) };
}

function toPath(file: string): string {
  return file.startsWith('file://') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file.replace(/[?#].*$/, '');
}
