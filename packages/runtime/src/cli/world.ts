/** What a command sees of the process it runs in. Tests give one of their own. */
import { resolve } from 'node:path';
import type { Output } from './output.js';

export interface World {
  readonly out: Output;
  readonly err: Output;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
}

/** Where runs are kept: as `createRuntime` has it, so that the command can name a run's folder. */
export function findHome({ env, cwd }: World): string {
  return resolve(cwd, env['TASKLOOM_HOME'] || '.taskloom');
}
