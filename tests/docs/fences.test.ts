import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENTS, ROOT } from './documents.ts';
import { type Fence, labelFence, readFences } from './fences.ts';
import { createWorkbench, writeFence } from './workbench.ts';

// A fence without a language is a picture or a sketch.
const LANGUAGES = ['', 'ts', 'python', 'json', 'sh', 'console'];

const FENCES = DOCUMENTS.flatMap(readFences);
const TYPESCRIPT = FENCES.filter(({ language }) => language === 'ts');

describe('the fences of the documents', () => {
  it('are of a kind that a test knows how to try', () => {
    expect(FENCES.filter(({ language }) => !LANGUAGES.includes(language)).map(labelFence)).toEqual([]);
  });

  it('hold JSON that can be read where they say so', () => {
    for (const { lines } of FENCES.filter(({ language }) => language === 'json')) JSON.parse(lines.join('\n'));
  });
});

describe('the TypeScript of the documents', () => {
  let problems: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    problems = await compile(TYPESCRIPT);
  });

  it.each(TYPESCRIPT.map((fence) => [labelFence(fence)] as const))('at %s compiles', (label) => {
    expect(problems.get(label) ?? []).toEqual([]);
  });
});

/** One run of the compiler for all fences, under the settings that the packages are compiled with. */
async function compile(fences: readonly Fence[]): Promise<Map<string, string[]>> {
  const workbench = createWorkbench('docs/fences');
  const labels = new Map(fences.map((fence) => [writeFence(workbench, fence), labelFence(fence)]));
  const compilerOptions = {
    ...{ noEmit: true, composite: false, incremental: false, declaration: false, declarationMap: false },
    ...{ sourceMap: false, inlineSources: false, allowImportingTsExtensions: true },
    // Examples show no more than they need, and their imports are made from what they use.
    ...{ noUnusedLocals: false, noUnusedParameters: false, verbatimModuleSyntax: false },
  };
  const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions, files: [...labels.keys()] };
  writeFileSync(join(workbench, 'tsconfig.json'), JSON.stringify(config));

  const output = await runCompiler(workbench);
  const found = new Map<string, string[]>();
  for (const [, file = '', problem = ''] of output.matchAll(/^(.+?)(\(\d+,\d+\): error .*)$/gm)) {
    const label = labels.get(join(workbench, file)) ?? file;
    found.set(label, [...(found.get(label) ?? []), problem]);
  }
  return found;
}

function runCompiler(folder: string): Promise<string> {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], { cwd: folder }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
