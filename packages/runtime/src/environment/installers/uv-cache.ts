/** What uv has unpacked once, and links environments from ever after. */
import { runProgram } from '../run-program.js';
import { findUv } from './find-uv.js';

/** uv waits for other uvs that use the cache. */
const TIMEOUT_MS = 60_000;

/**
 * Drops distributions from uv's cache, so that they are fetched again. A file of an environment that was changed in place
 * has changed there, too, and no other environment would be sound.
 *
 * @param python absolute path of an interpreter that may have uv beside it
 * @returns whether it is done
 */
export async function dropFromUvCache(distributions: readonly string[], python: string): Promise<boolean> {
  const uv = await findUv([python]);
  if (uv === undefined) return false;
  const { exitCode } = await runProgram({
    file: uv,
    args: ['cache', 'clean', ...distributions],
    timeoutMs: TIMEOUT_MS,
  });
  return exitCode === 0;
}
