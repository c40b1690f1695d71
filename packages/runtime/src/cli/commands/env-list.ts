/** `taskloom env list` and `taskloom env show`: the environments of the home, and one of them. */
import { getEnvironment, listEnvironments } from '../../upkeep/environment-upkeep.js';
import { type CachePathOption, findEnvironments } from '../cache-path.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { formatAge, formatBytes } from '../render/amounts.js';
import { cleanLine } from '../render/clean-line.js';
import { renderColumns } from '../render/columns.js';
import { shortenKey } from '../render/run-progress.js';
import type { World } from '../world.js';

export interface EnvListOptions extends CachePathOption {
  readonly json?: boolean;
}

type Stored = Awaited<ReturnType<typeof getEnvironment>>;

export async function envListCommand(options: EnvListOptions, world: World): Promise<ExitCode> {
  const all = await listEnvironments(findEnvironments(options, world));
  if (options.json === true) return print(world, JSON.stringify(all.map(describe), undefined, 2));
  if (all.length === 0) return print(world, 'There are no environments.');
  return print(world, renderColumns(all.map(listCells)).join('\n'));
}

/** @throws TaskloomError ENVIRONMENT_UNKNOWN */
export async function envShowCommand(key: string, options: EnvListOptions, world: World): Promise<ExitCode> {
  const found = await getEnvironment(findEnvironments(options, world), key);
  if (options.json === true) return print(world, JSON.stringify(describe(found), undefined, 2));
  return print(world, renderDetails(found).join('\n'));
}

function print({ out }: World, text: string): ExitCode {
  void out.write(`${text}\n`);
  return EXIT.success;
}

/** As a program wants it: everything there is. */
function describe({ manifest, lastUsedAt, users, folder }: Stored) {
  return { ...manifest, python: `${folder}/${manifest?.python}`, lastUsedAt, users };
}

function listCells({ key, manifest, lastUsedAt, users }: Stored): readonly string[] {
  const { interpreter, request, sizeBytes = 0 } = manifest ?? {};
  const requirements = request?.requirements.map(cleanLine).join(', ') ?? '';
  return [
    shortenKey(key),
    `${interpreter?.implementation} ${interpreter?.version}`,
    formatBytes(sizeBytes),
    users.length > 0 ? 'in use' : describeAge(lastUsedAt),
    requirements === '' ? '(no requirements)' : requirements,
  ];
}

function renderDetails({ key, folder, manifest, lastUsedAt, users }: Stored): string[] {
  if (manifest === undefined) return [];
  const { interpreter, request, resolution, installer, fileCount, sizeBytes, createdAt, python } = manifest;
  const used = users.length > 0 ? `now, by process ${users.join(', ')}` : describeAge(lastUsedAt);
  const facts = [
    ['environment', key],
    ['request', request.key],
    ['python', `${folder}/${python}`],
    ['built on', `${interpreter.implementation} ${interpreter.version}  ${interpreter.path}`],
    ['built by', `${installer}, ${describeAge(new Date(createdAt))}`],
    ['used', used],
    ['size', `${formatBytes(sizeBytes)} in ${fileCount} files`],
    ['requires', request.requirements.map(cleanLine).join(', ')],
    ['bounded by', request.constraints.map(cleanLine).join(', ')],
  ].filter(([, value]) => value !== '');
  const installed = (resolution?.packages ?? []).map(({ name, version }) => `  ${name} ${version}`);
  const direct = (resolution?.direct ?? []).map((line) => `  ${cleanLine(line)}`);
  return [
    ...renderColumns(facts),
    ...(installed.length + direct.length === 0 ? [] : ['installed']),
    ...installed,
    ...direct,
  ];
}

function describeAge(at: Date | undefined): string {
  return at === undefined ? '' : formatAge(Date.now() - at.getTime());
}
