// Compiles the packages when their sources are not those of the last build, without starting the compiler to find out.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runStep } from './run-step.mjs';
import { digestFiles, readStamp, writeStamp } from './stamp.mjs';

const PACKAGES = ['packages/sdk', 'packages/runtime'];
const SETTINGS = ['tsconfig.base.json', 'tsconfig.json', 'pnpm-lock.yaml'];

/** @returns {boolean} whether the build is that of the present sources */
export function isBuilt() {
  return (
    readStamp('build') === digestSources() && PACKAGES.every((path) => existsSync(join(ROOT, path, 'dist/index.js')))
  );
}

/** @throws {import('./run-step.mjs').StepError} */
export async function build() {
  const digest = digestSources();
  for (const path of PACKAGES) removeOrphans(path);
  await runStep('Building', process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b']);
  writeStamp('build', digest);
}

function digestSources() {
  const sources = PACKAGES.flatMap((path) => [
    join(path, 'tsconfig.json'),
    join(path, 'package.json'),
    ...listFiles(join(path, 'src')).map((file) => join(path, 'src', file)),
  ]);
  return digestFiles([...SETTINGS, ...sources]);
}

/** The compiler leaves the output of a source that is gone, and a package would ship it. */
/** @param {string} path */
function removeOrphans(path) {
  const sources = new Set(listFiles(join(path, 'src')).map((file) => file.replace(/\.ts$/, '')));
  for (const file of listFiles(join(path, 'dist'))) {
    const isOutput = /\.(?:js|d\.ts)(?:\.map)?$/.test(file);
    if (isOutput && !sources.has(file.replace(/\.(?:js|d\.ts)(?:\.map)?$/, ''))) rmSync(join(ROOT, path, 'dist', file));
  }
}

/**
 * @param {string} folder relative to the repository
 * @returns {string[]} every file below it, relative to it, in order
 */
function listFiles(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, folder).length + 1))
    .sort();
}
