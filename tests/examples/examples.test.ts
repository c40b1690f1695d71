import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createWorkbench } from '../docs/workbench.ts';
import { readExpectation, summarize } from './expectation.ts';
import { runShellToEnd } from './run-shell.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const NAMES = readdirSync(EXAMPLES).filter((name) => /^\d\d-/.test(name));
const FIRST_RUN_MS = 180_000;

describe.each(NAMES)('the example %s', (name) => {
  const folder = join(EXAMPLES, name);

  it('has a pipeline, a README and an expectation', () => {
    const files = ['pipeline.ts', 'README.md', 'expected.json'];

    expect(files.filter((file) => existsSync(join(folder, file)))).toEqual(files);
  });

  it('does what its expected.json says', { timeout: FIRST_RUN_MS }, async () => {
    const { command, ...expected } = readExpectation(join(folder, 'expected.json'));

    const end = await runShellToEnd(command, { cwd: folder, home: createWorkbench(`examples/${name}`) });

    const summary = summarize(end, { command, ...expected });
    if (!isDeepStrictEqual(summary, expected)) console.error(end.output);
    expect(summary).toEqual(expected);
  });
});
