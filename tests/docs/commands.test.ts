import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runShell } from '../examples/run-shell.ts';
import { SUITES } from '../run/suites.mjs';
import { DOCUMENTS, ROOT } from './documents.ts';
import { isAsShown } from './expected-lines.ts';
import { type Fence, findFileName, labelFence, readFences } from './fences.ts';
import { createWorkbench, sectionFolder, writeFence } from './workbench.ts';

const FENCES = DOCUMENTS.flatMap(readFences);
const SHOWN = FENCES.filter(({ language }) => language === 'console').map(
  (fence) => [labelFence(fence), fence] as const,
);

describe('a command and its output in the documents', () => {
  const workbench = createWorkbench('docs/commands');

  beforeAll(() => {
    for (const fence of FENCES) if (findFileName(fence) !== undefined) writeFence(workbench, fence);
  });

  it.each(SHOWN)('at %s is what really happens', async (_label, fence) => {
    for (const { command, shown } of readCommands(fence)) {
      const printed = await runShell(command, { cwd: folderOf(workbench, fence), home: join(workbench, 'home') });

      if (!isAsShown(shown, printed)) expect(`$ ${command}\n${printed}`).toBe([`$ ${command}`, ...shown].join('\n'));
    }
  });
});

describe('the commands of the repository in the documents', () => {
  it('are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const commands = FENCES.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);
    const unknown = commands.map((line) => line.replace(/\s*#.*/, '')).filter((command) => !isKnown(command, scripts));

    expect(unknown).toEqual([]);
  });
});

/** An example's own README is read beside its files. */
function folderOf(workbench: string, fence: Fence): string {
  if (fence.document.startsWith('examples/')) return join(ROOT, dirname(fence.document));
  const folder = sectionFolder(workbench, fence);
  // Not every command needs a file of its section.
  mkdirSync(folder, { recursive: true });
  return folder;
}

function readCommands({ lines }: Fence): { command: string; shown: string[] }[] {
  const commands: { command: string; shown: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), shown: [] });
    else commands.at(-1)?.shown.push(line);
  }
  return commands;
}

function isKnown(command: string, scripts: Readonly<Record<string, string>>): boolean {
  if (command === '') return true;
  const [, name, runName, suite] = /^npm (?:(start|test)|run (\S+))(?: -- --only (\S+))?$/.exec(command) ?? [];
  const script = name ?? runName;
  const isSuite = suite === undefined || suite === 'NAME' || SUITES.some((one) => one.name === suite);
  return script !== undefined && script in scripts && isSuite;
}
