/** The option `--cache-path`: which environments a command is about. */
import { resolve } from 'node:path';
import { locateEnvironments } from '../upkeep/environment-upkeep.js';
import { findHome, type World } from './world.js';

export interface CachePathOption {
  readonly cachePath?: string;
}

/** Absolute. */
export function findEnvironments({ cachePath }: CachePathOption, world: World): string {
  return cachePath === undefined ? locateEnvironments(findHome(world)) : resolve(world.cwd, cachePath);
}
