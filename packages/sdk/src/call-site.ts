/**
 * Finds the line of the author's file that called into the SDK. Costs one stack frame where it can, so that it can
 * be asked for every task call of a large flow.
 */
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from './errors.js';

// `String(ref)` and `JSON.stringify(ref)` call us from native code: the author is behind a few frames of it.
const NATIVE_FRAME_LIMIT = 10;

/**
 * The place from which `callee` was called, or undefined where the stack does not tell.
 *
 * @param callee the function of ours that the author called; frames above it are left out.
 */
// biome-ignore lint/complexity/noBannedTypes: captureStackTrace takes any function
export function findCallSite(callee: Function): SourceLocation | undefined {
  const [nearest] = captureFrames(callee, 1);
  return nearest ?? captureFrames(callee, NATIVE_FRAME_LIMIT)[0];
}

/**
 * The innermost place at which an error was made, or undefined for a thrown value that is no error.
 *
 * @param preferredFile a place in this file is taken before one in another: the author's own before a library's
 */
export function findErrorSite(error: unknown, preferredFile?: string): SourceLocation | undefined {
  if (!(error instanceof Error)) return undefined;
  const places = parseStack(error.stack);
  return places.find(({ file }) => file === preferredFile) ?? places[0];
}

// `name (file:///a/b.ts:3:4)`, else the place alone; a path may hold blanks and parentheses itself.
const NAMED_FRAME = /^\s*at (?:.*? )?\((.+)\)$/;
const BARE_FRAME = /^\s*at (?:async )?(.+)$/;
const PLACE = /^(.+):(\d+):(\d+)$/;

/** Reads one line of a V8 stack trace. Undefined for native code, Node's own modules and what is no frame. */
export function parseFrame(line: string): SourceLocation | undefined {
  const place = (NAMED_FRAME.exec(line) ?? BARE_FRAME.exec(line))?.[1] ?? '';
  const match = PLACE.exec(place);
  if (match === null) return undefined;
  const [, file = '', lineText = '', columnText = ''] = match;
  // Code that `eval` made has no file.
  if (file.startsWith('node:') || file.includes('<anonymous>')) return undefined;
  return { file: toPath(file), line: Number(lineText), column: Number(columnText) };
}

// biome-ignore lint/complexity/noBannedTypes: as above
function captureFrames(callee: Function, limit: number): readonly SourceLocation[] {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = limit;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callee);
  // The text is made when `stack` is first read, with the limit of then.
  const { stack } = holder;
  Error.stackTraceLimit = before;
  return parseStack(stack);
}

/** A program may have made `stack` something else than text (`Error.prepareStackTrace`). */
function parseStack(stack: unknown): readonly SourceLocation[] {
  if (typeof stack !== 'string') return [];
  return stack.split('\n').flatMap((line) => parseFrame(line) ?? []);
}

function toPath(file: string): string {
  if (file.startsWith('file://')) return fileURLToPath(file.replace(/[?#].*$/, ''));
  return file.replace(/\?[^/]*$/, '');
}
