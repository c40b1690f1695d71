// The SDK inside a bundle, run where no package is installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

// esbuild as it comes with tsx.
const { buildSync }: { buildSync(options: object): void } = createRequire(
  createRequire(import.meta.url).resolve('tsx'),
)('esbuild');

const SOURCE = fileURLToPath(new URL('../../packages/sdk/src', import.meta.url));
const PIPELINE = `
  import { dag, task } from '@taskloom/sdk';
  import { describeDag } from '@taskloom/sdk/internal';

  class Sales {
    load() {}
    flow({ load }) { return load(); }
  }
  task({ retries: 2 })(Sales.prototype, 'load', Object.getOwnPropertyDescriptor(Sales.prototype, 'load'));
  dag({ schedule: '0 0 29 2 *' })(Sales);
  const { spec, problems } = describeDag(Sales);
  const tasks = spec.tasks.map(({ taskId, options }) => [taskId, options.retries]);
  const refused = (() => {
    try { dag({ schedule: 60 })(Sales); } catch ({ message }) { return message; }
  })();
  console.log(JSON.stringify({ dagId: spec.dagId, tasks, problems, refused }));
`;

it.each([
  ['cjs', 'bundle.cjs'],
  ['esm', 'bundle.mjs'],
])('a pipeline bundled as %s has all of the SDK in it', (format, name) => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, name);
  buildSync({
    stdin: { contents: PIPELINE, resolveDir: SOURCE },
    alias: { '@taskloom/sdk/internal': join(SOURCE, 'internal.ts'), '@taskloom/sdk': join(SOURCE, 'index.ts') },
    bundle: true,
    platform: 'node',
    format,
    outfile,
    // Of `import.meta` in CommonJS.
    logLevel: 'error',
  });
  // Without NODE_PATH, by which pnpm's scripts let it find packages.
  const output = execFileSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8', env: {} });
  expect(JSON.parse(output)).toEqual({
    dagId: 'Sales',
    tasks: [['load', 2]],
    problems: [],
    refused: '@dag on Sales: "schedule" is 60, but must be a preset such as @daily, a cron expression, or null.',
  });
});
