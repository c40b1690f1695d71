// Installs the dependencies from the lock file, with pnpm brought by npx: nothing but npm has to be there.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runStep } from './run-step.mjs';
import { digestFiles, readStamp, writeStamp } from './stamp.mjs';

const PNPM = 'pnpm@12';

/** @returns {boolean} whether what is installed is what the lock file says */
export function isInstalled() {
  return (
    readStamp('install') === digestManifests() &&
    projects().every((project) => existsSync(join(ROOT, project, 'node_modules')))
  );
}

/** @throws {import('./run-step.mjs').StepError} */
export async function install() {
  // Without a terminal pnpm would refuse to replace a node_modules that it did not make itself.
  const flags = ['--frozen-lockfile', '--reporter=append-only', '--config.confirmModulesPurge=false'];
  await runStep('Installing dependencies', 'npx', ['--yes', PNPM, 'install', ...flags]);
  writeStamp('install', digestManifests());
}

function digestManifests() {
  const manifests = projects().map((project) => join(project, 'package.json'));
  // The platform, since a folder may be shared between machines while its binaries can not.
  return digestFiles(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests], [process.platform, process.arch]);
}

/** Every folder of the workspace, as pnpm-workspace.yaml names them. */
function projects() {
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => join('packages', name));
  return ['.', ...packages, 'examples', 'tests'].filter((project) => existsSync(join(ROOT, project, 'package.json')));
}
