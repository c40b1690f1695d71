// The Python harness's own tests, on every interpreter of the machine.
import { join } from 'node:path';
import { ROOT } from '../../../scripts/root.mjs';
import { addResults } from '../suite.mjs';
import { providePicklers } from '../tools/picklers.mjs';
import { runCommand } from '../tools/run-command.mjs';

const DISCOVER = [
  '-B',
  '-m',
  'unittest',
  'discover',
  '-s',
  join(ROOT, 'tests/harness'),
  '-t',
  join(ROOT, 'tests/harness'),
];

/** @type {import('../suite.mjs').Suite} */
export const harness = {
  name: 'harness',
  alone: false,
  run: async ({ interpreters, pythonTools }) => {
    const { uv } = await pythonTools();
    const newest = interpreters.at(-1)?.path ?? '';
    const results = [];
    for (const interpreter of interpreters) {
      const picklers = await providePicklers(interpreter, uv, newest);
      results.push(await runOn(interpreter, picklers));
    }
    return addResults(results);
  },
};

/**
 * @param {import('../tools/find-interpreters.mjs').Interpreter} interpreter
 * @param {string} picklers the folder of cloudpickle and dill
 */
async function runOn({ path, label }, picklers) {
  const env = { PYTHONPATH: join(ROOT, 'packages/runtime/python'), TASKLOOM_TEST_PICKLERS: picklers };
  const { problem, output } = await runCommand(path, DISCOVER, { env });
  const { ran, failed, skipped } = readSummary(output);
  // What stops discovery itself is not among the counts.
  const allFailed = failed === 0 && (problem !== undefined || ran === 0) ? 1 : failed;
  const passed = Math.max(0, ran - failed - skipped);
  return {
    passed,
    failed: allFailed,
    skipped,
    failures: allFailed === 0 ? [] : [`${label} (${path}) ${problem ?? 'found no test'}\n${output}`],
    notes: [`${label}: ${passed} passed, ${allFailed} failed, ${skipped} skipped (${path})`],
  };
}

/** Reads unittest's closing lines: `Ran 12 tests in 0.1s` and `FAILED (failures=1, errors=2, skipped=3)`. */
/** @param {string} output */
function readSummary(output) {
  const count = (/** @type {string} */ kind) => Number(closing.match(new RegExp(`\\b${kind}=(\\d+)`))?.[1] ?? 0);
  const ran = Number(output.match(/^Ran (\d+) tests?/m)?.[1] ?? 0);
  const closing = output.match(/^(?:OK|FAILED) \(.*\)$/m)?.[0] ?? '';
  const failed = count('(?<!expected )failures') + count('errors') + count('unexpected successes');
  return { ran, failed, skipped: count('skipped') };
}
