/** Lays the files of the documents out in a folder, from which the packages can be imported. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeHome } from '../unseal.js';
import { ROOT } from './documents.ts';
import { type Fence, findFileName } from './fences.ts';
import { importsOf } from './implied-imports.ts';

/** The document whose examples leave their imports out. */
const WITHOUT_IMPORTS = 'docs/errors.md';

/** An empty folder below tests/.cache; from there the workspace's packages are found. */
export function createWorkbench(name: string): string {
  const folder = join(ROOT, 'tests/.cache', name);
  removeHome(folder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The folder of a document's section. Its fences that are files lie side by side in it. */
export function sectionFolder(workbench: string, { document, heading }: Fence): string {
  return join(workbench, slug(document), slug(heading));
}

/** Writes the fence as a file of its name, or of one made from its line, and gives the path. */
export function writeFence(workbench: string, fence: Fence): string {
  const path = join(sectionFolder(workbench, fence), findFileName(fence) ?? `line-${fence.line}.${fence.language}`);
  const text = fence.lines.join('\n');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, fence.document === WITHOUT_IMPORTS ? `${importsOf(text)} ${text}\n` : `${text}\n`);
  return path;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
