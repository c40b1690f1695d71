/** uv: resolves with the hashes of every file of a version, and installs from them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameInterpreter } from '../interpreters/interpreter.js';
import { findLocalPath } from '../resolution/local-content.js';
import { formatPin, parseHashedLines } from '../resolution/requirement-lines.js';
import { type Program, runProgram } from '../run-program.js';
import { chooseLinkMode, dropLinkMode, listResolvingOptions } from './install-options.js';
import { installResolution, writeRequirements } from './install-resolution.js';
import { type BuildOrder, type Installer, type InstallerOrder, pythonOf, type ResolveOrder } from './installer.js';
import { describeSources, flag, listSourceOptions } from './package-sources.js';
import { checkInstalled, checkStarts, runInstaller, tryInstaller, writeLines } from './run-installer.js';

/** @param uv its absolute path */
export function createUvInstaller(uv: string): Installer {
  return {
    name: 'uv',
    resolve: (order) => resolve(uv, order),
    build: (order) => build(uv, order),
  };
}

async function resolve(uv: string, order: ResolveOrder) {
  const { request, interpreter, scratch, known, upgrade = [], foreign } = order;
  const output = join(scratch, 'resolved.txt');
  // uv keeps to the versions that its output has already.
  if (known !== undefined) await writeLines(output, known.packages.map(formatPin));
  const { requirements, bounds } = await writeRequirements(order);
  const args = [
    ...['pip', 'compile', requirements, ...bounds, '--quiet', '--generate-hashes', '--no-header', '--no-annotate'],
    ...['--python', interpreter.path, '--output-file', output],
    ...(foreign === undefined ? [] : listTargetOptions(foreign)),
    ...upgrade.flatMap((name) => ['--upgrade-package', name]),
    ...listSourceOptions(request),
    ...listResolvingOptions(request.installOptions),
  ];
  const tellMore = (told: readonly string[]) => tellNewest(uv, told, order);
  await runInstaller({ ...describeUv(uv, args, order), tellMore }, order);
  return { resolution: parseHashedLines(await readFile(output, 'utf8')) };
}

/** uv does not say which versions there are where none is the one that is asked for. */
async function tellNewest(uv: string, told: readonly string[], order: ResolveOrder): Promise<readonly string[]> {
  const { request, interpreter, scratch } = order;
  const [, name] = /there (?:is|are) no versions? of ([\w.-]+?)[<>=!~]/.exec(told.join('\n')) ?? [];
  if (name === undefined) return [];
  const file = join(scratch, 'newest.in');
  await writeLines(file, [name]);
  const args = ['pip', 'compile', file, '--quiet', '--no-deps', '--no-header', '--no-annotate'];
  const options = ['--python', interpreter.path, ...listSourceOptions(request)];
  const { output } = await runProgram({ ...describeUv(uv, [...args, ...options], order), signal: order.signal });
  const newest = output.find((line) => line.startsWith(`${name}==`))?.slice(name.length + 2);
  return newest === undefined ? [] : [`The newest of ${name} for ${nameInterpreter(interpreter)} is ${newest}.`];
}

function listTargetOptions({ pythonVersion, uvPlatform }: NonNullable<ResolveOrder['foreign']>): readonly string[] {
  const platform = uvPlatform === undefined ? [] : ['--python-platform', uvPlatform];
  return ['--python-version', pythonVersion, ...platform];
}

async function build(uv: string, order: BuildOrder): Promise<void> {
  const { request, interpreter, folder } = order;
  const run = (args: readonly string[]) => runInstaller(describeUv(uv, args, order), order);
  const siteFlag = flag('--system-site-packages', request.systemSitePackages);
  await run(['venv', '--no-project', '--python', interpreter.path, ...siteFlag, folder]);
  const options = [...listSourceOptions(request), ...dropLinkMode(request.installOptions)];
  const hasLocal = request.requirements.some((line) => findLocalPath(line) !== undefined);
  const install = ['pip', 'install', '--python', pythonOf(folder)];
  await installResolution(order, async (what) => {
    const args = [...install, ...what.options, ...(hasLocal && what.mayHaveChanged ? ANEW : []), ...options];
    // Files that are known by their hashes may be in uv's cache: then no index has to be asked for them once more.
    if (!what.mayHaveChanged && (await tryInstaller(describeUv(uv, [...args, '--offline'], order), order))) return;
    await run(args);
  });
  const check = describeUv(uv, ['pip', 'check', '--python', pythonOf(folder)], order);
  await Promise.all([checkInstalled(check, order), checkStarts(order)]);
}

/** Of a project in a folder uv sees only a change of `pyproject.toml`, `setup.py` and `setup.cfg`. */
const ANEW = ['--refresh', '--reinstall'];

function describeUv(uv: string, args: readonly string[], { request }: InstallerOrder): Program {
  const { installOptions } = request;
  const { UV_LINK_MODE: variable } = process.env;
  const env = {
    UV_LINK_MODE: chooseLinkMode({ installOptions, variable, platform: process.platform }),
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
    ...describeSources(request, 'uv'),
  };
  return { file: uv, args, env };
}
