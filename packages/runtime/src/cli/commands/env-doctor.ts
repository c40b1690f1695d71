/** `taskloom env doctor`: whether the environments are as they were built. */
import { type ExaminedEnvironment, examineEnvironments } from '../../upkeep/environment-upkeep.js';
import { type CachePathOption, findEnvironments } from '../cache-path.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { shortenKey } from '../render/run-progress.js';
import type { World } from '../world.js';

export interface EnvDoctorOptions extends CachePathOption {
  readonly deep?: boolean;
}

/** Gives the exit code of an environment's failure when one is damaged. */
export async function envDoctorCommand(options: EnvDoctorOptions, world: World): Promise<ExitCode> {
  const { deep = false } = options;
  const examined = await examineEnvironments(findEnvironments(options, world), deep);
  const damaged = examined.filter(({ isSound }) => !isSound);
  const count = examined.length === 1 ? '1 environment' : `${examined.length} environments`;
  const summary = damaged.length === 0 ? `${count}, all sound.` : `${count}, ${damaged.length} damaged.`;
  void world.out.write(`${[...damaged.flatMap(describe), summary].join('\n')}\n`);
  return damaged.length === 0 ? EXIT.success : EXIT.environment;
}

/** Of many files that are not as they were, the first ones tell enough. */
const MAX_FILES = 5;

function describe({ environment, diagnosis, isRemoved, stillInCache }: ExaminedEnvironment): string[] {
  const { missing, changed, hasLostInterpreter } = diagnosis;
  const files = [...missing.map((path) => `missing: ${path}`), ...changed.map((path) => `changed: ${path}`)];
  const more = files.length - MAX_FILES;
  const { path } = environment.manifest?.interpreter ?? {};
  return [
    `${shortenKey(environment.key)} is damaged; ${isRemoved ? 'it was removed, and is built anew when it is asked for' : 'it is in use, and stays'}`,
    ...(hasLostInterpreter ? [`  its interpreter is gone: ${path}`] : []),
    ...files.slice(0, MAX_FILES).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(stillInCache.length > 0
      ? [`  uv's cache has the same: run \`uv cache clean ${stillInCache.join(' ')}\` before it is built anew`]
      : []),
  ];
}
