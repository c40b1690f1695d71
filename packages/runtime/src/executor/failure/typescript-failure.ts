/** What a TypeScript body threw, as a value. */
import { inspect } from 'node:util';
import { parseFrame, TaskloomError } from '@taskloom/sdk/internal';
import type { FailureFrame, TaskFailure } from '../../task-failure.js';

/** How the functions begin that call bodies and conditions: from there on, a stack is ours. */
const CALLER = 'callAuthor';
/** Of causes, and of members of aggregate errors. */
const MAX_RELATED = 50;

/** @param method the method whose body threw */
export function describeThrown(error: unknown, method: string): TaskFailure {
  return describe(error, method, new Set());
}

function describe(error: unknown, method: string, seen: Set<unknown>): TaskFailure {
  seen.add(error);
  if (!(error instanceof Error)) {
    const message = `${typeof error === 'string' ? error : inspect(error)} (thrown, but not an Error)`;
    return { type: typeof error, message, traceback: message, frames: [] };
  }
  const lines = listOwnLines(error);
  const isNew = (other: unknown): boolean => other !== undefined && !seen.has(other) && seen.size < MAX_RELATED;
  const { cause } = error;
  const members = error instanceof AggregateError ? error.errors.filter(isNew) : [];
  return {
    ...(error instanceof TaskloomError ? { code: error.code } : {}),
    ...describeClass(error),
    message: error.message,
    traceback: [`${nameError(error)}: ${error.message}`, ...lines].join('\n'),
    ...(error instanceof TaskloomError && error.hint !== undefined ? { hint: error.hint } : {}),
    frames: lines.flatMap((line) => readFrame(line, method) ?? []).reverse(),
    ...(isNew(cause) ? { cause: describe(cause, method, seen) } : {}),
    ...(members.length === 0 ? {} : { errors: members.map((member) => describe(member, method, seen)) }),
  };
}

/** `class RateLimited extends Error {}` that sets no `name` is a RateLimited all the same. */
function nameError(error: Error): string {
  return error.name === 'Error' && error.constructor.name !== '' ? error.constructor.name : error.name;
}

/** Its class, and those that it extends: what a retry policy can name. */
function describeClass(error: Error): Pick<TaskFailure, 'type' | 'bases'> {
  const type = nameError(error);
  const names = new Set<string>();
  let prototype: unknown = Object.getPrototypeOf(error);
  while (prototype instanceof Error) {
    names.add(prototype.constructor.name);
    prototype = Object.getPrototypeOf(prototype);
  }
  const bases = [...names].filter((name) => name !== '' && name !== 'Error' && name !== type);
  return bases.length === 0 ? { type } : { type, bases };
}

/** The lines of the stack, newest first, down to the body. */
function listOwnLines({ stack }: Error): readonly string[] {
  if (typeof stack !== 'string') return [];
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const end = lines.findIndex((line) => line.includes(CALLER));
  return end === -1 ? lines : lines.slice(0, end);
}

/** `Class.method` is named by its method, as Python does it. */
function readFrame(line: string, method: string): FailureFrame | undefined {
  const place = parseFrame(line);
  if (place === undefined) return undefined;
  const name = /^\s*at (?:async )?(?:new )?(.*?) \(/.exec(line)?.[1] ?? method;
  return { ...place, function: name.replace(/^.*\./, '').replace(/ \[as .*$/, '') };
}
