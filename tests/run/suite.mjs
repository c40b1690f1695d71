// What a suite is and what it gives back. Suites count; who runs them decides about order, printing and exit code.

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures output to show, a text for each thing that failed
 * @property {readonly string[]} notes lines to show in any case
 */

/**
 * @typedef {object} SuiteContext
 * @property {readonly import('./tools/find-interpreters.mjs').Interpreter[]} interpreters
 * @property {() => Promise<import('./tools/python-tools.mjs').PythonTools>} pythonTools made at the first call
 */

/**
 * @typedef {object} Suite
 * @property {string} name as given to `--only`
 * @property {boolean} alone nothing else may run meanwhile: it uses every core itself, or waits for signals
 * @property {(context: SuiteContext) => Promise<SuiteResult>} run
 */

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {() => Promise<import('./tools/run-command.mjs').CommandEnd>} run passes when the command ends with 0
 */

/**
 * Runs checks one after another, each counting as one test.
 * @param {readonly Check[]} checks
 * @returns {Promise<SuiteResult>}
 */
export async function runChecks(checks) {
  const failures = [];
  for (const { title, run } of checks) {
    const end = await run();
    if (end.problem !== undefined) failures.push(`${title} ${end.problem}\n${end.output}`.trim());
  }
  return { passed: checks.length - failures.length, failed: failures.length, skipped: 0, failures, notes: [] };
}

/**
 * @param {readonly SuiteResult[]} results
 * @returns {SuiteResult}
 */
export function addResults(results) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    failures: results.flatMap((result) => result.failures),
    notes: results.flatMap((result) => result.notes),
  };
}

/** @param {SuiteResult} result */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
