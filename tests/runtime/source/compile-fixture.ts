/** Fixtures as compilers leave them: CommonJS that Node loads from a file, with a source map in one of several places. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import * as sdk from '@taskloom/sdk';
import type { DagClass } from '@taskloom/sdk/internal';
import type { FixtureFolder } from './load-fixture.js';

// The compilers that the runtime brings along: TypeScript's inside ts-morph, and esbuild, which is tsx's.
const runtimeRequire = createRequire(new URL('../../../packages/runtime/package.json', import.meta.url));
const { ts } = runtimeRequire('ts-morph');
const esbuild = createRequire(runtimeRequire.resolve('tsx'))('esbuild');

interface Compiled {
  readonly code: string;
  /** JSON. */
  readonly map: string;
}
type Compile = (text: string) => Compiled;

export const COMPILERS: readonly (readonly [name: string, compile: Compile])[] = [
  ['tsc with standard decorators', (text) => compileByTypeScript(text, false)],
  ['tsc with experimental decorators', (text) => compileByTypeScript(text, true)],
  ['esbuild with standard decorators', (text) => compileByEsbuild(text, false)],
  ['esbuild with experimental decorators', (text) => compileByEsbuild(text, true)],
];

function compileByTypeScript(text: string, experimentalDecorators: boolean): Compiled {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: 'fixture.ts',
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      sourceMap: true,
      experimentalDecorators,
    },
  });
  return { code: outputText, map: sourceMapText };
}

function compileByEsbuild(text: string, experimentalDecorators: boolean): Compiled {
  return esbuild.transformSync(text, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2022',
    sourcemap: true,
    sourcefile: 'fixture.ts',
    tsconfigRaw: { compilerOptions: { experimentalDecorators } },
  });
}

/** Where the map is, and whether it carries the original's text. */
export interface MapKind {
  readonly place: 'inline' | 'beside' | 'none';
  readonly hasContent: boolean;
}

/** Compiles `NAME.ts` of the folder, which is not changed, into `dist/NAME.js`, and loads that. */
export function loadCompiled(
  folder: FixtureFolder,
  name: string,
  compile: Compile,
  mapKind: MapKind,
): Record<string, DagClass> {
  const original = readFileSync(join(folder.path, `${name}.ts`), 'utf8');
  const { code, map } = compile(original);
  const content = mapKind.hasContent ? { sourcesContent: [original] } : { sourcesContent: undefined };
  const mapText = JSON.stringify({ ...JSON.parse(map), sources: [`../${name}.ts`], ...content });
  const body = code.replace(/^\/\/# sourceMappingURL=.*$/m, '');
  const file = folder.write(`dist/${name}.js`, `${body}\n${describeMap(folder, name, mapText, mapKind)}`);
  return run(folder, file, compile);
}

function describeMap(folder: FixtureFolder, name: string, map: string, { place }: MapKind): string {
  if (place === 'none') return '';
  if (place === 'beside') folder.write(`dist/${name}.js.map`, map);
  const base64 = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
  return `//# sourceMappingURL=${place === 'beside' ? `${name}.js.map` : base64}\n`;
}

/** Bundles `NAME.ts` of the folder and what it imports into one file, with a map, and loads that. */
export function loadBundle(folder: FixtureFolder, name: string): Record<string, DagClass> {
  const outfile = join(folder.path, 'dist/bundle.js');
  esbuild.buildSync({
    entryPoints: [join(folder.path, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'cjs',
    target: 'es2022',
    packages: 'external',
    sourcemap: true,
    outfile,
  });
  return run(folder, outfile, (text) => compileByEsbuild(text, false));
}

/** As Node runs a module, so that V8 gives the compiled file's own positions. */
function run(folder: FixtureFolder, file: string, compile: Compile): Record<string, DagClass> {
  const module = { exports: {} };
  const load = (specifier: string): unknown => {
    if (specifier === '@taskloom/sdk') return sdk;
    const name = specifier.replace(/^\.\/|\.js$/g, '');
    const { code } = compile(readFileSync(join(folder.path, `${name}.ts`), 'utf8'));
    return run(folder, folder.write(`dist/${name}.js`, code), compile);
  };
  const wrapper = `(function (exports, require, module) {${readFileSync(file, 'utf8')}\n})`;
  new Script(wrapper, { filename: file, columnOffset: -'(function (exports, require, module) {'.length })
    .runInThisContext()
    .call(module.exports, module.exports, load, module);
  return module.exports;
}
