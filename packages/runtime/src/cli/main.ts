/** Starts the `taskloom` command and ends the process with its exit code. */
import { createOutput } from './output.js';
import { runProgram } from './program.js';

const out = createOutput(process.stdout, process.env);
const err = createOutput(process.stderr, process.env);
const exitCode = await runProgram(process.argv.slice(2), { out, err, env: process.env, cwd: process.cwd() });
await Promise.all([out.flush(), err.flush()]);
// A pipeline's module may hold a timer or a connection open for ever.
process.exit(exitCode);
