/** `taskloom env prune`: takes away environments that are not wanted any more. */
import { findDuration } from '@taskloom/sdk/internal';
import { runtimeError } from '../../errors.js';
import { type PrunedEnvironment, pruneEnvironments } from '../../upkeep/environment-upkeep.js';
import { type CachePathOption, findEnvironments } from '../cache-path.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { formatBytes } from '../render/amounts.js';
import { renderColumns } from '../render/columns.js';
import { shortenKey } from '../render/run-progress.js';
import type { World } from '../world.js';

export interface EnvPruneOptions extends CachePathOption {
  readonly olderThan?: string;
  readonly unused?: boolean;
  readonly dryRun?: boolean;
}

/** @throws TaskloomError USAGE */
export async function envPruneCommand(options: EnvPruneOptions, world: World): Promise<ExitCode> {
  const { olderThan, unused = false, dryRun = false } = options;
  const age = olderThan === undefined ? {} : { olderThanMs: parseAge(olderThan) };
  const pruned = await pruneEnvironments({ folder: findEnvironments(options, world), unused, dryRun, ...age });
  const freed = pruned
    .filter(({ isRemoved }) => isRemoved)
    .reduce((sum, { environment }) => sum + (environment.manifest?.sizeBytes ?? 0), 0);
  const removed = pruned.filter(({ isRemoved }) => isRemoved).length;
  const count = removed === 1 ? '1 environment' : `${removed} environments`;
  const rows = pruned.map((one) => describe(one, dryRun));
  const summary = `${dryRun ? 'Would remove' : 'Removed'} ${count}, ${formatBytes(freed)}.`;
  void world.out.write(`${[...renderColumns(rows), summary].join('\n')}\n`);
  return EXIT.success;
}

const REASONS = { unfinished: 'never finished', damaged: 'damaged', old: 'not used lately', unused: 'not in use' };

function describe({ environment, reason, isRemoved }: PrunedEnvironment, dryRun: boolean): readonly string[] {
  const { key, manifest } = environment;
  const end = isRemoved ? (dryRun ? 'would be removed' : 'removed') : 'stays: it is in use';
  return [shortenKey(key), REASONS[reason], end, manifest?.request.requirements.join(', ') ?? ''];
}

function parseAge(text: string): number {
  const age = findDuration(text);
  if (age !== undefined) return age;
  throw runtimeError('USAGE', `--older-than ${text} is no length of time.`, { hint: 'Write it like 30d or 12h.' });
}
