import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the dependencies of the packages', () => {
  it('each have a row in ARCHITECTURE.md, and nothing else has one', () => {
    const wanted = ['packages/sdk', 'packages/runtime'].flatMap((path) =>
      Object.keys(JSON.parse(read(join(path, 'package.json'))).dependencies),
    );
    const section = read('ARCHITECTURE.md').split('\n## Dependencies\n')[1] ?? '';
    const rows = [...section.matchAll(/^\| ([a-z][\w/@-]*) +\|/gm)].map(([, name]) => name);

    const published = new Set(wanted.filter((name) => !name.startsWith('@taskloom/')));
    expect(rows.filter((name) => name !== 'package').sort()).toEqual([...published].sort());
  });
});
