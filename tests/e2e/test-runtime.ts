/** A runtime in a home of its own, removed at the end: `await using test = await createTestRuntime()`. */
import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type Runtime, type RuntimeOptions } from '@taskloom/runtime';
import { removeHome } from '../unseal.js';

export interface TestRuntime extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly home: string;
}

export async function createTestRuntime(options: RuntimeOptions = {}): Promise<TestRuntime> {
  const home = await mkdtemp(join(tmpdir(), 'taskloom-e2e-'));
  const runtime = createRuntime({ home, ...options });
  return {
    runtime,
    home,
    async [Symbol.asyncDispose]() {
      await runtime.close();
      removeHome(home);
    },
  };
}

/** The interpreter behind `python3` on PATH, past any shim. */
export const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
