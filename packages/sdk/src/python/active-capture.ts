/** The capture that is under way, which is where the `python` tag delivers what it was given. */

export interface Capture {
  /** Gives the token that the body must return. */
  addTemplate(strings: readonly string[], values: readonly unknown[]): never;
  addFile(path: string, functionName: string | undefined): never;
}

let active: Capture | undefined;

/** Undefined while nothing is captured: then a Python body was called like a TypeScript one. */
export function findCapture(): Capture | undefined {
  return active;
}

/** A method calls its tag before it returns, or before its first `await`: one capture at a time is enough. */
export function withCapture<R>(capture: Capture, body: () => R): R {
  const outer = active;
  active = capture;
  try {
    return body();
  } finally {
    active = outer;
  }
}
