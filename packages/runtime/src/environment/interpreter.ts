/** Asks an interpreter what it is. */
import { realpath } from 'node:fs/promises';
import { runProgram } from './run-program.js';

export interface Interpreter {
  /** Absolute path of the file itself, past links and shims. */
  readonly path: string;
  readonly implementation: 'CPython' | 'PyPy';
  /** `3.12.1` */
  readonly version: string;
  /** What else decides which packages fit it: platform, word size, flags of the build. */
  readonly platform: string;
}

/** Runs on every Python, and imports nothing that takes time. */
const QUESTION = `
import os, sys
print(sys.executable)
print("PyPy" if hasattr(sys, "pypy_version_info") else "CPython")
print("%d.%d.%d" % sys.version_info[:3])
print(" ".join([sys.platform, os.uname()[4], str(sys.maxsize), getattr(sys, "abiflags", "")]).strip())
`;
const TIMEOUT_MS = 20_000;

/** Undefined for what does not answer as a Python does. */
export async function findInterpreterAt(path: string, signal: AbortSignal): Promise<Interpreter | undefined> {
  const asked = { file: path, args: ['-E', '-S', '-c', QUESTION], timeoutMs: TIMEOUT_MS, signal };
  const { exitCode, output } = await runProgram(asked);
  const [executable, implementation, version, platform = ''] = output.slice(-4);
  if (exitCode !== 0 || executable === undefined || version === undefined) return undefined;
  if (implementation !== 'CPython' && implementation !== 'PyPy') return undefined;
  const real = await realpath(executable).catch(() => undefined);
  return real === undefined ? undefined : { path: real, implementation, version, platform };
}
