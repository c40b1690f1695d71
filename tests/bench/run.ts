/** `npm run bench`: every row, one after another, as a table and as JSON. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime } from '@taskloom/runtime';
import { removeHome } from '../unseal.ts';
import { createEnvironmentRows } from './environments.ts';
import { type Measurement, measure } from './measure.ts';
import { formatTable, keep } from './report.ts';
import { createRows } from './rows.ts';

const PRINT_PATH = 'import os, sys; print(os.path.realpath(sys.executable))';

const home = mkdtempSync(join(tmpdir(), 'taskloom-bench-'));
const runtime = createRuntime({ home });
try {
  const python = execFileSync('python3', ['-c', PRINT_PATH], { encoding: 'utf8' }).trim();
  const measurements: Measurement[] = [];
  for (const row of [...createRows(runtime, python), ...(await createEnvironmentRows(home, python))]) {
    console.error(`${row.name} …`);
    measurements.push(await measure(row));
  }
  console.log(formatTable(measurements));
  console.log(`\n${keep(measurements, new Date())}`);
} finally {
  await runtime.close();
  removeHome(home);
}
