/**
 * Calls a Python task's method once, with stand-ins for its parameters, to learn what its template holds: the raw
 * text, which `${}` is a parameter, and the values of the others.
 */
import { authorError, TaskloomError } from '../errors.js';
import type { TaskMethod } from '../spec/dag-definition.js';
import type { CapturedBody, CapturedValue } from './captured-body.js';

/** A capture that is under way, as the tag sees it. */
interface Capture {
  addTemplate(strings: readonly string[], values: readonly unknown[]): never;
  addFile(path: string, functionName: string | undefined): never;
}

let active: Capture | undefined;

export function findCapture(): Capture | undefined {
  return active;
}

/**
 * @param parameterCount how many stand-ins are passed
 * @param useDefaults positions that get `undefined` instead, so that the method's own default is seen
 * @throws TaskloomError PYTHON_BODY_INVALID for a body that is not one template, uses `this`, or computes with a parameter
 */
export function captureBody(
  fn: TaskMethod,
  parameterCount: number,
  { useDefaults = new Set<number>() }: { readonly useDefaults?: ReadonlySet<number> } = {},
): CapturedBody {
  const standIns = Array.from({ length: parameterCount }, (_, index) =>
    createStandIn(`parameter ${index + 1}`, 'computes with a parameter'),
  );
  const captured: CapturedBody[] = [];
  const outer = active;
  active = createCapture(captured, standIns);
  try {
    const args = standIns.map((standIn, index) => (useDefaults.has(index) ? undefined : standIn));
    const returned: unknown = fn.apply(createStandIn('this', 'uses `this`'), args);
    // An async method has called its tag by now; what it rejects with is the capture's own end.
    if (returned instanceof Promise) returned.catch(() => undefined);
  } catch (error) {
    if (error !== CAPTURED) throw describeThrown(error);
  } finally {
    active = outer;
  }
  const [body] = captured;
  if (body !== undefined && captured.length === 1) return body;
  throw authorError('PYTHON_BODY_INVALID', 'The body of a Python task does not return a python`…` template.', {
    hint: 'Make the body one statement: return python`…`.',
  });
}

// Thrown by the tag, so that nothing behind it runs.
const CAPTURED = Symbol('captured');

function createCapture(captured: CapturedBody[], standIns: readonly unknown[]): Capture {
  const end = (body: CapturedBody): never => {
    captured.push(body);
    throw CAPTURED;
  };
  const readValue = (value: unknown): CapturedValue => {
    const index = standIns.indexOf(value);
    return index >= 0 ? { kind: 'parameter', index } : { kind: 'value', value };
  };
  return {
    addTemplate: (strings, values) => end({ kind: 'template', strings: [...strings], values: values.map(readValue) }),
    addFile: (path, functionName) =>
      end({ kind: 'file', path, ...(functionName === undefined ? {} : { functionName }) }),
  };
}

/** Something that can be passed on, and refuses everything else. */
function createStandIn(name: string, doing: string): unknown {
  const refuse = (): never => {
    throw authorError(
      'PYTHON_BODY_INVALID',
      `A \${…} of the Python body ${doing} (${name}), which has no value in TypeScript.`,
      {
        hint: 'Compute in Python, or put the value into a constant of the module.',
      },
    );
  };
  return new Proxy(() => undefined, {
    get: refuse,
    apply: refuse,
    construct: refuse,
    has: refuse,
    ownKeys: refuse,
    set: refuse,
  });
}

function describeThrown(cause: unknown): TaskloomError {
  if (cause instanceof TaskloomError) return cause;
  return authorError('PYTHON_BODY_INVALID', `A \${…} of the Python body threw: ${String(cause)}`, {
    hint: 'Capture values that are there when the DAG is built.',
    cause,
  });
}
