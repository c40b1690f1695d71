/** What Python texts import, as the Python that is to run them sees it. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runProgram } from './run-program.js';

export interface ImportedModule {
  /** Its first name. */
  readonly module: string;
  /** All of it: `google.cloud.storage`, also of what is imported from a package. */
  readonly name: string;
  /** From 1, of the text. */
  readonly line: number;
  /** Whether this Python has it itself. */
  readonly isStandard: boolean;
}

const SCRIPT = fileURLToPath(new URL('../../python/taskloom_imports.py', import.meta.url));
const TIMEOUT_MS = 60_000;
const answer = z.array(
  z.array(z.object({ module: z.string(), name: z.string(), line: z.int(), isStandard: z.boolean() })),
);

/**
 * For each text, in order. Imports that the text is prepared to do without are left out; a text that is no Python has
 * none.
 *
 * @param python absolute path of an interpreter
 */
export async function listImports(
  python: string,
  texts: readonly string[],
): Promise<readonly (readonly ImportedModule[])[]> {
  const file = join(tmpdir(), `taskloom-imports-${randomUUID()}.json`);
  try {
    await writeFile(file, JSON.stringify(texts), { mode: 0o600 });
    const { output } = await runProgram({ file: python, args: ['-E', '-S', SCRIPT, file], timeoutMs: TIMEOUT_MS });
    return answer.parse(JSON.parse(output.at(-1) ?? ''));
  } finally {
    await rm(file, { force: true });
  }
}
