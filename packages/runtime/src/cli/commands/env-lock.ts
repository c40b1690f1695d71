/** `taskloom env lock`: what the tasks of a file require, resolved and written beside it. */
import { relative } from 'node:path';
import { runtimeError } from '../../errors.js';
import type { LockReport } from '../../upkeep/lock-dags.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { listenForInterrupts } from '../interrupts.js';
import { type ParamsOption, readParams } from '../json-option.js';
import { loadPipelines } from '../load/load-pipeline.js';
import { findPythonDownloads, type PythonDownloadsOption } from '../python-downloads.js';
import { findHome, type World } from '../world.js';

export interface EnvLockOptions extends ParamsOption, PythonDownloadsOption {
  /** `true` without a name. */
  readonly upgrade?: true | readonly string[];
  readonly pythonVersion?: readonly string[];
  readonly platform?: readonly string[];
}

/** @throws TaskloomError what is wrong with the pipeline, and what resolving says */
export async function envLockCommand(
  given: string | undefined,
  options: EnvLockOptions,
  world: World,
): Promise<ExitCode> {
  const { file, upgrade = [], pythonVersion = [], platform = [] } = findFile(given, options);
  // Before the pipeline: from then on, what is imported goes through tsx, which takes its time.
  const { lockDags } = await import('../../upkeep/lock-dags.js');
  const dags = await loadPipelines(file, world.cwd);
  const abort = new AbortController();
  using interrupts = listenForInterrupts(() => abort.abort());
  try {
    const written = await lockDags(dags, {
      home: findHome(world),
      params: readParams(options),
      ...findPythonDownloads(options),
      upgrade: upgrade === true ? 'all' : upgrade,
      pythonVersions: pythonVersion,
      platforms: platform,
      signal: abort.signal,
      onResolve: (what) => void world.err.write(`resolving ${what}\n`),
    });
    const lines = written.length === 0 ? ['No task has requirements that could be locked.'] : written.flatMap(describe);
    void world.out.write(`${lines.join('\n')}\n`);
    return EXIT.success;
  } catch (error) {
    if (interrupts.exitCode !== undefined) return interrupts.exitCode;
    throw error;
  }

  function describe({ file: path, environmentCount, packageCount, changes }: LockReport): string[] {
    const environments = environmentCount === 1 ? '1 environment' : `${environmentCount} environments`;
    const packages = packageCount === 1 ? '1 package' : `${packageCount} packages`;
    const same = changes.length === 0 ? ', no version has changed' : '';
    return [`${relative(world.cwd, path)}: ${environments}, ${packages}${same}`, ...changes.map(renderChange)];
  }
}

/**
 * An option that takes several values takes all that follows, the file too: `env lock --upgrade pipeline.ts`.
 *
 * @throws TaskloomError USAGE when no file is named
 */
function findFile(given: string | undefined, options: EnvLockOptions): EnvLockOptions & { readonly file: string } {
  if (given !== undefined) return { ...options, file: given };
  const lists = Object.entries(options).filter((entry): entry is [string, readonly string[]] =>
    Array.isArray(entry[1]),
  );
  for (const [name, values] of lists) {
    const file = values.find((value) => /\.[cm]?[jt]sx?$/.test(value));
    if (file === undefined || (values.length === 1 && name !== 'upgrade')) continue;
    const others = values.filter((value) => value !== file);
    return { ...options, file, [name]: others.length === 0 ? true : others };
  }
  throw runtimeError('USAGE', "missing required argument 'file'.", {
    hint: 'Name it before the options: `taskloom env lock pipeline.ts --upgrade`.',
  });
}

function renderChange({ target, name, before, after }: LockReport['changes'][number]): string {
  if (before === undefined) return `  + ${name} ${after}  (${target})`;
  if (after === undefined) return `  - ${name} ${before}  (${target})`;
  return `  ~ ${name} ${before} → ${after}  (${target})`;
}
