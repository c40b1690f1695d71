/** The imports that the examples of docs/errors.md leave out, as it says itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './documents.ts';

/** One line of imports for what the text uses. */
export function importsOf(text: string): string {
  const sources: readonly (readonly [string, readonly string[]])[] = [
    ['@taskloom/sdk', listExports('packages/sdk/src/index.ts')],
    ['@taskloom/runtime', listExports('packages/runtime/src/index.ts')],
    ['zod', ['z']],
    [join(ROOT, 'examples/01-hello/pipeline.ts'), ['Hello']],
  ];
  const lines = sources.flatMap(([specifier, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    return used.length === 0 ? [] : [`import { ${used.join(', ')} } from '${specifier}';`];
  });
  return lines.length === 0 ? 'export {};' : lines.join(' ');
}

/** The names between the braces of an entry file's `export { … } from` lines. */
function listExports(entry: string): string[] {
  const text = readFileSync(join(ROOT, entry), 'utf8');
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gms)].flatMap(([, names = '']) =>
    names.split(',').flatMap((name) => /(\w+)\s*$/.exec(name.trim())?.[1] ?? []),
  );
}
