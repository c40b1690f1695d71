// Makes a suite of folders of vitest tests.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/root.mjs';
import { runCommand } from './tools/run-command.mjs';

const TESTS = join(ROOT, 'tests');
const REPORTS = join(TESTS, '.cache/reports');

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { status: string, assertionResults: readonly unknown[] }[] }} Report
 */

/**
 * @param {string} name
 * @param {readonly string[]} folders below tests/
 * @param {{ alone: boolean }} options
 * @returns {import('./suite.mjs').Suite}
 */
export function vitestSuite(name, folders, { alone }) {
  return {
    name,
    alone,
    run: async ({ pythonTools }) => {
      const { uv } = await pythonTools();
      mkdirSync(REPORTS, { recursive: true });
      const report = join(REPORTS, `${name}.json`);
      rmSync(report, { force: true });
      const end = await runCommand(
        process.execPath,
        [
          join(TESTS, 'node_modules/vitest/vitest.mjs'),
          'run',
          ...folders.map((folder) => join(TESTS, folder, '/')),
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        { cwd: TESTS, env: { TASKLOOM_TEST_UV: uv } },
      );
      return readReport(report, end);
    },
  };
}

/**
 * @param {string} path
 * @param {import('./tools/run-command.mjs').CommandEnd} end
 * @returns {import('./suite.mjs').SuiteResult}
 * @throws {Error} when there is no report: vitest broke down before it ran a test
 */
function readReport(path, { problem, output }) {
  /** @type {Report | undefined} */
  const report = readJson(path);
  if (report === undefined) throw new Error(`vitest ${problem ?? 'wrote no report'}\n${output}`);
  // A file that cannot be loaded has no tests, and an error outside of a test belongs to none: neither is counted.
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const counted = report.numFailedTests + unloaded.length;
  const failed = counted === 0 && problem !== undefined ? 1 : counted;
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failed === 0 ? [] : [output],
    notes: [],
  };
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
