/** Lets this process import TypeScript, with the settings of the tsconfig.json nearest to the pipeline. */
import { existsSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';

const TSCONFIG_VARIABLE = 'TSX_TSCONFIG_PATH';

/** Stays in force: a task's body may import more. Source maps are switched on with it. */
export async function registerTypeScript(pipeline: string): Promise<void> {
  const tsconfig = findNearestTsconfig(pipeline);
  const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
  esm.register({ tsconfig: tsconfig ?? false });
  await shareSdkWithRequire();
  withVariable(TSCONFIG_VARIABLE, tsconfig, () => cjs.register());
}

/** Undefined where no folder above the file has one. */
export function findNearestTsconfig(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'tsconfig.json');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * A .ts file is CommonJS where its package.json does not say `"type": "module"`. tsx then compiles what it requires
 * as well, which would give it a second copy of the SDK: so the one that is loaded is put where `require` looks.
 */
async function shareSdkWithRequire(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@taskloom/sdk');
  const loaded = new Module(path);
  loaded.exports = await import('@taskloom/sdk');
  loaded.loaded = true;
  createRequire(import.meta.url).cache[path] = loaded;
}

/** The only way to tell tsx's hook of `require`. Tasks must not inherit it. */
function withVariable(name: string, value: string | undefined, work: () => void): void {
  const before = process.env[name];
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
  work();
  if (before === undefined) delete process.env[name];
  else process.env[name] = before;
}
