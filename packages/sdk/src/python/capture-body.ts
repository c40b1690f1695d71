/**
 * Calls a Python task's method once, with stand-ins for its parameters, to learn what its template holds: the raw
 * text, which `${}` is a parameter, and the values of the others. That the body is one returned template and that its
 * expressions do not branch on a parameter, which JavaScript does not let us see, is left to who reads the source.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { types } from 'node:util';
import { findErrorSite } from '../call-site.js';
import { authorError, TaskloomError } from '../errors.js';
import type { TaskMethod } from '../spec/dag-definition.js';
import { type Capture, withCapture } from './active-capture.js';
import type { CapturedBody, CapturedValue } from './captured-body.js';
import { createParameter, createThis } from './stand-in.js';

export interface CaptureOptions {
  /** Positions that get `undefined` instead of a stand-in: `${parameter}` is then the value of its default. */
  readonly useDefaults?: ReadonlySet<number>;
}

/**
 * @param parameterCount how many parameters the method has, those with defaults and a rest parameter counted
 * @throws TaskloomError PYTHON_BODY_INVALID for a body that returns no template or several, uses `this`, computes
 *   with a parameter, or throws
 */
export async function captureBody(
  fn: TaskMethod,
  parameterCount: number,
  options: CaptureOptions = {},
): Promise<CapturedBody> {
  const standIns = Array.from({ length: parameterCount }, (_, index) => createParameter(index));
  const args = standIns.map((standIn, index) => (options.useDefaults?.has(index) ? undefined : standIn));
  const recorder = createRecorder(standIns);
  const returned = withCapture(recorder.capture, () => callBody(fn, args));
  // An async method does not throw: it has rejected by now when an expression of its template failed.
  if (types.isPromise(returned) && recorder.bodies.length === 0) await rethrow(returned);
  const [body] = recorder.bodies;
  if (recorder.bodies.length > 1) throw describeShape(`calls python ${recorder.bodies.length} times`);
  if (body === undefined) throw describeShape('does not call python`…`');
  if (!types.isPromise(returned) && returned !== recorder.token) throw describeShape('does not return its template');
  return body;
}

function callBody(fn: TaskMethod, args: readonly unknown[]): unknown {
  try {
    const returned = fn.apply(createThis(), [...args]);
    // What an async method does after it has called its tag is of no interest.
    if (types.isPromise(returned)) returned.catch(() => undefined);
    return returned;
  } catch (cause) {
    throw describeThrown(cause);
  }
}

/** Throws what the promise has rejected with; one that is still pending is not waited for. */
async function rethrow(promise: Promise<unknown>): Promise<void> {
  const rejection = promise.then(
    () => undefined,
    (cause: unknown) => describeThrown(cause),
  );
  const error = await Promise.race([rejection, turn()]);
  if (error !== undefined) throw error;
}

function describeThrown(cause: unknown): TaskloomError {
  if (cause instanceof TaskloomError) return cause;
  return authorError('PYTHON_BODY_INVALID', `The Python body threw while its template was read: ${String(cause)}`, {
    hint: 'Make the body one statement, return python`…`, with expressions whose values are there by now.',
    location: findErrorSite(cause),
    cause,
  });
}

function createRecorder(standIns: readonly object[]) {
  const bodies: CapturedBody[] = [];
  const token = Object.freeze(() => undefined);
  const add = (body: CapturedBody): never => {
    bodies.push(Object.freeze(body));
    // Never: the author's method promises the type of what Python returns.
    return token as never;
  };
  const capture: Capture = {
    addTemplate: (strings, values) =>
      add({ kind: 'template', strings: [...strings], values: values.map((value) => readValue(value, standIns)) }),
    addFile: (path, functionName) =>
      add({ kind: 'file', path, ...(functionName === undefined ? {} : { functionName }) }),
  };
  return { bodies, token, capture };
}

function readValue(value: unknown, standIns: readonly unknown[]): CapturedValue {
  const index = standIns.indexOf(value);
  if (index >= 0) return { kind: 'parameter', index };
  // A rest parameter is a list of the one stand-in that was passed for it.
  const last = standIns.length - 1;
  if (Array.isArray(value) && value.length === 1 && last >= 0 && value[0] === standIns[last]) {
    return { kind: 'parameter', index: last };
  }
  if (holdsStandIn(value, standIns)) throw describeNested();
  return { kind: 'value', value };
}

/** Looks into lists and objects, each once: a value may hold itself, and whether it can be captured is not asked here. */
function holdsStandIn(value: unknown, standIns: readonly unknown[]): boolean {
  const seen = new Set([value]);
  // A set gives what was added while it is gone through, too.
  for (const item of seen) {
    if (standIns.includes(item)) return true;
    if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item)) continue;
    for (const inner of Object.values(item)) if (isReference(inner)) seen.add(inner);
  }
  return false;
}

/** Stand-ins are functions. */
function isReference(value: unknown): boolean {
  return typeof value === 'object' || typeof value === 'function';
}

function describeNested(): TaskloomError {
  return authorError(
    'PYTHON_BODY_INVALID',
    'An expression of the Python body puts a parameter into a list or an object.',
    {
      hint: 'Use the parameter alone, `${name}`, and build the list or the dict in Python.',
    },
  );
}

function describeShape(fault: string): TaskloomError {
  return authorError('PYTHON_BODY_INVALID', `The body of the Python task ${fault}.`, {
    hint: 'Make the body one statement: return python`…`, or return python.file(…).',
  });
}
