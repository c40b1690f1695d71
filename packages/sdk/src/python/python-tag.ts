/** The body of a Python task. The tag never runs Python: it is called once, by a capture, to learn its values. */
import { findCallSite } from '../call-site.js';
import { authorError } from '../errors.js';
import { findCapture } from './capture-body.js';
import { resolveFile } from './resolve-file.js';

/**
 * A Python body: `${parameter}` names the Python variable, any other `${value}` is captured when the DAG is built.
 *
 * @throws TaskloomError PYTHON_BODY_CALLED when the method is called as if it were TypeScript
 */
function tag(strings: TemplateStringsArray, ...values: unknown[]): never {
  const capture = findCapture();
  if (capture === undefined) throw describeCall(tag);
  return capture.addTemplate(strings.raw, values);
}

/**
 * Uses a function of a real .py file: `python.file(import.meta.url, './train.py', 'train')`.
 *
 * @param base what the path is relative to: `import.meta.url`, or the absolute path of a file
 * @param functionName default: the name of the method
 */
function file(base: string | URL, path: string, functionName?: string): never {
  const capture = findCapture();
  if (capture === undefined) throw describeCall(file);
  return capture.addFile(resolveFile(base, path), functionName);
}

export const python: typeof tag & { file: typeof file } = Object.assign(tag, { file });

function describeCall(callee: typeof tag | typeof file) {
  return authorError('PYTHON_BODY_CALLED', 'The body of a Python task was called from TypeScript.', {
    hint: 'Wire the task in `flow`, or run it alone with `runtime.runTask(…)`.',
    location: findCallSite(callee),
  });
}
