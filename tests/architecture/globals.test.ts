import ts from 'typescript-6';
import { describe, expect, it } from 'vitest';
import { listFiles, parse } from './repository-files.ts';

const SOURCES = listFiles(/^packages\/(?:sdk|runtime)\/src\/.*\.ts$/);

describe('a global with one user', () => {
  it.each([
    ['Reflect', 'packages/sdk/src/metadata/store.ts'],
    ['console', 'packages/runtime/src/cli/'],
    ['process.stdout', 'packages/runtime/src/cli/'],
    ['process.stderr', 'packages/runtime/src/cli/'],
    ['process.exit', 'packages/runtime/src/cli/'],
  ])('%s is used by %s alone', (name, owner) => {
    const users = SOURCES.filter((path) => mentions(parse(path), name));

    expect(users.filter((path) => !path.startsWith(owner))).toEqual([]);
  });
});

/** `Reflect` is found in `Reflect.get(…)`, `process.exit` in `process.exit(…)`, neither in comments or texts. */
function mentions(node: ts.Node, name: string): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (text === name || text.startsWith(`${name}.`)) return true;
  }
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}
