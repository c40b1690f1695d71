/** The body of a Python task. The tag never runs Python: it is called once, by a capture, to learn its values. */
import { findCallSite } from '../call-site.js';
import { authorError } from '../errors.js';
import { type Capture, findCapture } from './active-capture.js';
import { resolveFile } from './resolve-file.js';

interface PythonTag {
  /**
   * A Python body: `${parameter}` names the Python variable of that parameter, any other `${value}` is captured when
   * the DAG is planned. The text is raw: `\n` reaches Python as two characters.
   *
   * @throws TaskloomError PYTHON_BODY_CALLED when the method runs as TypeScript
   */
  (strings: TemplateStringsArray, ...values: unknown[]): never;
  /**
   * Uses a function of a real .py file instead: `python.file(import.meta.url, './train.py', 'train')`.
   *
   * @param base what the path is relative to: `import.meta.url`, or the absolute path of a file
   * @param functionName default: the name of the method
   * @throws TaskloomError PYTHON_BODY_CALLED as above, PYTHON_BODY_INVALID when a path cannot be made of them
   */
  file(base: string | URL, path: string, functionName?: string): never;
}

export const python: PythonTag = Object.assign(tag, { file });

function tag(strings: TemplateStringsArray, ...values: unknown[]): never {
  const capture = getCapture(tag);
  if (Array.isArray(strings) && Array.isArray(strings.raw)) return capture.addTemplate(strings.raw, values);
  throw authorError('PYTHON_BODY_INVALID', 'python is called like a function; it is a tag.', {
    hint: 'Write python`…` without parentheses.',
    location: findCallSite(tag),
  });
}

function file(base: string | URL, path: string, functionName?: string): never {
  const capture = getCapture(file);
  return capture.addFile(resolveFile(base, path, findCallSite(file)), functionName);
}

function getCapture(callee: typeof tag | typeof file): Capture {
  const capture = findCapture();
  if (capture !== undefined) return capture;
  throw authorError('PYTHON_BODY_CALLED', 'The body of a Python task was called from TypeScript.', {
    hint: 'Put @task.virtualenv() or @task.externalPython(…) on its method, and call it in `flow`.',
    location: findCallSite(callee),
  });
}
