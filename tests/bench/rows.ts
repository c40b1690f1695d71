/** What is measured: the costs that a user of this version feels. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Runtime } from '@taskloom/runtime';
import { createControlFlowRows } from './control-flow.ts';
import type { Row } from './measure.ts';
import { createNoOp } from './no-op.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRATCH = join(ROOT, 'tests/.cache/bench-modules');
const COMMAND = join(ROOT, 'packages/runtime/bin/taskloom.mjs');

/** @param python the real path of an interpreter */
export function createRows(runtime: Runtime, python: string): Row[] {
  const NoOp = createNoOp(python);
  const [emptyModule, sdkModule] = writeModules();
  const node = (...args: string[]) => run(process.execPath, args, { cwd: ROOT });
  const bareNode = { beside: 'node -e 0', baseline: () => node('-e', '0') };
  return [
    ...createControlFlowRows(runtime),
    {
      name: 'a spawned no-op task, by runTask',
      beside: 'execFile(python, -I -c pass)',
      by: 'ratio',
      budget: 1.5,
      rounds: 40,
      subject: () => runtime.runTask(NoOp, 'work', []),
      baseline: () => run(python, ['-I', '-c', 'pass']),
    },
    {
      name: 'a run of one spawned no-op task, recorded',
      beside: 'execFile(python, -I -c pass)',
      by: 'ratio',
      rounds: 40,
      subject: () => runtime.run(NoOp),
      baseline: () => run(python, ['-I', '-c', 'pass']),
    },
    {
      name: 'taskloom --help',
      by: 'ratio',
      budget: 2,
      rounds: 20,
      subject: () => node(COMMAND, '--help'),
      ...bareNode,
    },
    {
      name: "import '@taskloom/sdk'",
      beside: 'an empty module',
      by: 'difference',
      budget: 60,
      rounds: 20,
      subject: () => node(sdkModule),
      baseline: () => node(emptyModule),
    },
    {
      name: 'a second npm start',
      by: 'ratio',
      rounds: 3,
      subject: () => run('npm', ['start'], { cwd: ROOT }),
      ...bareNode,
    },
  ];
}

/** A module that imports nothing, and one that imports the SDK. */
function writeModules(): [string, string] {
  mkdirSync(SCRATCH, { recursive: true });
  const [empty, sdk] = [join(SCRATCH, 'empty.mjs'), join(SCRATCH, 'sdk.mjs')];
  writeFileSync(empty, '');
  writeFileSync(sdk, "import '@taskloom/sdk';\n");
  return [empty, sdk];
}
