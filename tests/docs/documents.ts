/** The documents whose fences, commands and links are held to be true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOP = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const PACKAGES = ['packages/sdk/README.md', 'packages/runtime/README.md'];

/** Paths relative to the repository. */
export const DOCUMENTS: readonly string[] = [
  ...TOP,
  ...PACKAGES,
  ...list('docs', (name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ...list('examples', (name) => existsSync(join(ROOT, 'examples', name, 'README.md'))).map(
    (name) => `examples/${name}/README.md`,
  ),
];

export function readDocument(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function list(folder: string, isMeant: (name: string) => boolean): string[] {
  return readdirSync(join(ROOT, folder)).filter(isMeant).sort();
}
