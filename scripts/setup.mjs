// Everything a bare clone needs before the packages can be used: dependencies and a build. Quiet when nothing is to do.
import './check-node.mjs';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { ROOT } from './root.mjs';

/** @throws {import('./run-step.mjs').StepError} with the output of the step that failed */
export async function setUp() {
  if (isInstalled() && isBuilt()) return;
  await withLock(join(ROOT, '.cache/setup.lock'), async () => {
    // Asked again, since another process may have done it while this one waited.
    if (!isInstalled()) await install();
    if (!isBuilt()) await build();
  });
}
