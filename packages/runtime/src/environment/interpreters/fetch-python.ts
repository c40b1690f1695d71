/** Has uv fetch a Python, into the folder where it keeps those that it manages. */
import { maskCredentials } from '@taskloom/sdk/internal';
import { runProgram } from '../run-program.js';

/** What uv said; empty when it has fetched it. @param version as uv names it */
export async function fetchPython(uv: string, version: string, signal: AbortSignal): Promise<readonly string[]> {
  const env = {
    // Whoever asks for it here may have forbidden that uv does so by itself.
    UV_PYTHON_DOWNLOADS: 'manual',
    // No links in folders of the user's.
    UV_PYTHON_INSTALL_BIN: '0',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
  };
  const { exitCode, output } = await runProgram({ file: uv, args: ['python', 'install', version], env, signal });
  signal.throwIfAborted();
  return exitCode === 0 ? [] : [...output.map(maskCredentials), `${uv} ended with exit code ${exitCode}.`];
}
