/** Installs what a request resolved to: first what has hashes, checked against them, then what can have none. */
import { join } from 'node:path';
import { formatDirectLines, formatHashedLines } from '../resolution/requirement-lines.js';
import { restoreCredentials } from '../resolution/url-credentials.js';
import type { BuildOrder, InstallerOrder } from './installer.js';
import { writeLines } from './run-installer.js';

interface Installation {
  readonly options: readonly string[];
  /** Under the same name and version: nothing that the installer has kept of it will do. */
  readonly mayHaveChanged: boolean;
}

/** Runs the installer's `install` with more options. */
type Install = (what: Installation) => Promise<unknown>;

export async function installResolution(order: BuildOrder, install: Install): Promise<void> {
  const { request, resolution, scratch } = order;
  if (resolution === undefined) {
    const { requirements, bounds } = await writeRequirements(order);
    if (request.requirements.length > 0)
      await install({ options: ['--requirement', requirements, ...bounds], mayHaveChanged: true });
    return;
  }
  const hashed = formatHashedLines(resolution, request.requirements);
  const direct = formatDirectLines(resolution, request.requirements);
  const file = join(scratch, 'install.txt');
  // What is resolved is complete: dependencies would be looked for only to be found there.
  const exactly = ['--no-deps', '--requirement', file];
  if (hashed.length > 0) {
    await writeLines(file, hashed);
    await install({ options: [...exactly, '--require-hashes'], mayHaveChanged: false });
  }
  if (direct.length > 0) {
    await writeLines(file, direct);
    await install({ options: exactly, mayHaveChanged: true });
  }
}

/** Files with what is required, and the options that name what bounds it. */
export async function writeRequirements({ request, scratch }: InstallerOrder) {
  const [requirements, constraints] = [join(scratch, 'requirements.in'), join(scratch, 'constraints.txt')];
  const lines = [...request.requirements, ...request.constraints];
  const write = (file: string, written: readonly string[]): Promise<void> =>
    writeLines(
      file,
      written.map((line) => restoreCredentials(line, lines)),
    );
  await write(requirements, request.requirements);
  await write(constraints, request.constraints);
  const bounds = request.constraints.length === 0 ? [] : ['--constraint', constraints];
  return { requirements, bounds };
}
