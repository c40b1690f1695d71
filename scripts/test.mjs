// `npm test`: sets up what is missing, runs every suite or those named by `--only`, and closes with the counts.
import './check-node.mjs';
import { parseArgs } from 'node:util';
import { runSuites } from '../tests/run/run-suites.mjs';
import { formatCounts } from '../tests/run/suite.mjs';
import { SUITES } from '../tests/run/suites.mjs';
import { findInterpreters, findMissing } from '../tests/run/tools/find-interpreters.mjs';
import { providePythonTools } from '../tests/run/tools/python-tools.mjs';
import { StepError } from './run-step.mjs';
import { setUp } from './setup.mjs';

const suites = selectSuites();
await setUpOrTell();
const interpreters = await findInterpreters();
console.log(`Interpreters: ${interpreters.map(({ label }) => label).join(', ') || 'none'}`);
console.log(`Not on this machine: ${findMissing(interpreters).join(', ') || 'none'}`);

/** @type {ReturnType<typeof providePythonTools> | undefined} */
let tools;
const pythonTools = () => {
  tools ??= providePythonTools(interpreters);
  return tools;
};
const result = await runSuites(suites, { interpreters, pythonTools });
console.log(`\n${formatCounts(result)}`);
process.exitCode = result.failed === 0 ? 0 : 1;

function selectSuites() {
  try {
    const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
    const unknown = only?.find((name) => SUITES.every((suite) => suite.name !== name));
    if (unknown !== undefined) throw new Error(`There is no suite "${unknown}".`);
    return SUITES.filter(({ name }) => only === undefined || only.includes(name));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`Usage: npm test -- [--only NAME]…, with NAME one of ${SUITES.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
}

/** A build that fails is told here and counted by the type checks; what does not depend on it is still worth running. */
async function setUpOrTell() {
  try {
    await setUp();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
  }
}
