// `npm run faults`: sets up what is missing, then kills builders of environments.
import './check-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { setUp } from './setup.mjs';

await setUp();
const child = spawn(process.execPath, ['--import', 'tsx', 'faults/run.ts'], {
  cwd: join(ROOT, 'tests'),
  stdio: 'inherit',
});
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
