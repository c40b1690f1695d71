// Runs suites, two side by side where they allow it, and tells what became of each.
import { addResults, formatCounts } from './suite.mjs';

const SIDE_BY_SIDE = 2;

/**
 * @param {readonly import('./suite.mjs').Suite[]} suites
 * @param {import('./suite.mjs').SuiteContext} context
 * @returns {Promise<import('./suite.mjs').SuiteResult>} of all together
 */
export async function runSuites(suites, context) {
  const shared = suites.filter((suite) => !suite.alone);
  const next = shared.values();
  /** @type {import('./suite.mjs').SuiteResult[]} */
  const results = [];
  const takeTurns = async () => {
    for (const suite of next) results.push(await runSuite(suite, context));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, takeTurns));
  for (const suite of suites.filter(({ alone }) => alone)) results.push(await runSuite(suite, context));
  return addResults(results);
}

/**
 * @param {import('./suite.mjs').Suite} suite
 * @param {import('./suite.mjs').SuiteContext} context
 */
async function runSuite(suite, context) {
  console.log(`▶ ${suite.name}`);
  const startedAt = performance.now();
  const result = await runSafely(suite, context);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const lines = [...result.notes, ...result.failures.flatMap((text) => ['', text.trimEnd(), ''])].join('\n');
  if (lines !== '') console.log(lines.replaceAll(/^(?=.)/gm, '  '));
  console.log(`${result.failed === 0 ? '✔' : '✘'} ${suite.name}: ${formatCounts(result)} in ${seconds} s`);
  return result;
}

/**
 * A suite that breaks down counts as one failure, and so does one that ran nothing.
 * @param {import('./suite.mjs').Suite} suite
 * @param {import('./suite.mjs').SuiteContext} context
 * @returns {Promise<import('./suite.mjs').SuiteResult>}
 */
async function runSafely(suite, context) {
  try {
    const result = await suite.run(context);
    if (result.passed + result.failed + result.skipped > 0) return result;
    return { ...result, failed: 1, failures: [...result.failures, 'It ran no test.'] };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: 0, failures: [text], notes: [] };
  }
}
