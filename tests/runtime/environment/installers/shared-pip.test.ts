import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { provideSharedPip } from '../../../../packages/runtime/src/environment/installers/shared-pip.js';
import type { Interpreter } from '../../../../packages/runtime/src/environment/interpreters/interpreter.js';
import { PYTHON } from '../../../e2e/test-runtime.js';
import { createInterpreter } from '../requests.js';

const signal = new AbortController().signal;
const WRITE_WHEEL = `
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1], "w")
for name in ("pip/__main__.py", "pip-1.dist-info/METADATA"):
    wheel.writestr(name, "")
`;

/** Interpreters that bring these wheels of pip along. */
function createMachine(wheels: Readonly<Record<string, readonly string[]>>) {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-pip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const interpreters = Object.entries(wheels).map(([version, pips]): Interpreter => {
    const name = `python${version.split('.').slice(0, 2).join('.')}`;
    const bundle = join(folder, version, 'lib', name, 'ensurepip/_bundled');
    mkdirSync(bundle, { recursive: true });
    for (const pip of pips) execFileSync(PYTHON, ['-c', WRITE_WHEEL, join(bundle, `pip-${pip}-py3-none-any.whl`)]);
    const path = join(folder, version, 'bin', name);
    mkdirSync(join(folder, version, 'bin'));
    symlinkSync(PYTHON, path);
    return createInterpreter({ path, version });
  });
  return { toolsDir: join(folder, 'tools'), interpreters };
}

describe('the pip that environments share', () => {
  it.each([
    ['the newest of the machine', { '3.12.1': ['23.2.1'], '3.13.0': ['24.2'] }, 2402],
    ['none that needs a newer Python', { '3.7.16': ['22.0.4'], '3.13.0': ['24.2'], '3.11.7': ['23.2.1'] }, 2302],
    ['its own, where every other needs a newer Python', { '3.6.15': ['18.1'], '3.13.0': ['24.2'] }, 1801],
    ['that of another Python, where it has none', { '3.11.2': [], '3.13.0': ['24.2'] }, 2402],
    ['none from before modules that it imports were taken away', { '3.12.1': ['23.2.1'], '3.8.18': ['22.0.4'] }, 2302],
  ])('is %s', async (_what, wheels, version) => {
    const { toolsDir, interpreters } = createMachine(wheels as Record<string, readonly string[]>);
    const [target = createInterpreter(), ...others] = interpreters;

    const found = await provideSharedPip(target, others, { toolsDir, signal, systemBundles: [] });

    expect(found?.version).toBe(version);
    expect(readdirSync(toolsDir)).toHaveLength(1);
    expect(readdirSync(join(found?.path ?? '', '..'))).toEqual(['pip']);
  });

  it('is none where no Python brings one along that runs on it', async () => {
    const { toolsDir, interpreters } = createMachine({ '2.6.9': [], '3.13.0': ['24.2'] });
    const [target = createInterpreter(), ...others] = interpreters;

    expect(await provideSharedPip(target, others, { toolsDir, signal, systemBundles: [] })).toBeUndefined();
  });
});
