/** Imports a pipeline's file: TypeScript through tsx, JavaScript as Node does it. */
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TYPESCRIPT_EXTENSIONS } from './check-pipeline-file.js';
import { describeLoadError } from './describe-load-error.js';

/**
 * Gives what the file exports, by name.
 *
 * @throws TaskloomError MODULE_LOAD_FAILED, and what the decorators in it refuse
 */
export async function importPipeline(path: string): Promise<Readonly<Record<string, unknown>>> {
  if (TYPESCRIPT_EXTENSIONS.includes(extname(path))) {
    const { registerTypeScript } = await import('./register-typescript.js');
    await registerTypeScript(path);
  }
  try {
    return flatten(await load(path));
  } catch (error) {
    throw describeLoadError(error, path);
  }
}

/** A .cts file that is imported would get a `require` from Node's loader that cannot load modules, as the SDK is one. */
async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  return extname(path) === '.cts' ? createRequire(path)(path) : await import(pathToFileURL(path).href);
}

/** Of a CommonJS module, `import` gives all exports as one object named `default`. */
function flatten(namespace: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { default: all } = namespace;
  return typeof all === 'object' && all !== null ? { ...namespace, ...all } : namespace;
}
