// `npm start`: sets up what is missing, then runs the flagship example as the `taskloom` command would.
import './check-node.mjs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';
import { StepError } from './run-step.mjs';
import { setUp } from './setup.mjs';

const FLAGSHIP = '02-';

try {
  await setUp();
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const example = readdirSync(join(ROOT, 'examples')).find((name) => name.startsWith(FLAGSHIP));
if (example === undefined) throw new Error(`There is no example whose name begins with ${FLAGSHIP}.`);
const command = join(ROOT, 'packages/runtime/bin/taskloom.mjs');
// In this process: a second Node would only cost its start, and would have to be handed every signal.
process.argv = [process.execPath, command, 'run', join('examples', example, 'pipeline.ts'), ...process.argv.slice(2)];
process.chdir(ROOT);
await import(pathToFileURL(command).href);
