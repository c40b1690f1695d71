/** The files that a source imports by relative path, as far as a default needs them; notes each file that was asked for. */
import { dirname, relative, resolve } from 'node:path';
import type { Expression, Identifier, SourceFile } from 'ts-morph';
import type { FileDependency } from '../extracted-file.js';
import { digestText, findText } from '../text-file.js';
import { type ExportedName, findExportedName } from './declarations.js';

/** How a specifier's end may be written on disk, most likely first. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx', '.js']],
  [/\.mjs$/, ['.mts', '.mjs']],
  [/\.cjs$/, ['.cts', '.cjs']],
  [/\.jsx$/, ['.tsx', '.jsx']],
  [/(?<=\.[cm]?tsx?)$/, ['']],
  [/$/, ['.ts', '.tsx', '.js', '/index.ts', '/index.js']],
];

export class ModuleFiles {
  readonly #root: string;
  readonly #parse: (path: string, text: string) => SourceFile;
  readonly #paths = new Map<SourceFile, string>();
  readonly #files = new Map<string, SourceFile | undefined>();
  readonly #dependencies = new Map<string, string | null>();

  constructor(root: string, parse: (path: string, text: string) => SourceFile) {
    this.#root = root;
    this.#parse = parse;
  }

  addRoot(text: string): SourceFile {
    const file = this.#parse(this.#root, text);
    this.#paths.set(file, this.#root);
    return file;
  }

  /** What the imported name is initialized with, in the module that it comes from. */
  findImport(name: Identifier): Expression | undefined {
    const file = name.getSourceFile();
    for (const statement of file.getImportDeclarations()) {
      const text = name.compilerNode.text;
      const named = statement
        .getNamedImports()
        .find((item) => (item.getAliasNode()?.getText() ?? item.getName()) === text);
      const exported = named?.getName() ?? (statement.getDefaultImport()?.getText() === text ? 'default' : undefined);
      if (exported !== undefined) return this.#follow(file, statement.getModuleSpecifierValue(), exported);
    }
    return undefined;
  }

  /** The same for `settings.LIMIT` after `import * as settings from …`; undefined where the name is no such import. */
  findExport(namespace: Identifier, name: string): Expression | undefined {
    const file = namespace.getSourceFile();
    const statement = file
      .getImportDeclarations()
      .find((item) => item.getNamespaceImport()?.getText() === namespace.getText());
    return statement === undefined ? undefined : this.#follow(file, statement.getModuleSpecifierValue(), name);
  }

  listDependencies(): readonly FileDependency[] {
    const folder = dirname(this.#root);
    return [...this.#dependencies].map(([path, digest]) => ({ path: relative(folder, path), digest }));
  }

  #follow(from: SourceFile, specifier: string, name: string): Expression | undefined {
    const seen = new Set<string>();
    let file = this.#open(from, specifier);
    let wanted = name;
    for (;;) {
      const place = `${wanted} ${file === undefined ? '' : this.#paths.get(file)}`;
      if (file === undefined || seen.has(place)) return undefined;
      seen.add(place);
      const found: ExportedName | undefined = findExportedName(file, wanted);
      if (found?.kind !== 'elsewhere') return found?.initializer;
      wanted = found.name;
      file = this.#open(file, found.specifier);
    }
  }

  #open(from: SourceFile, specifier: string): SourceFile | undefined {
    const path = this.#paths.get(from);
    if (path === undefined || !/^\.\.?\//.test(specifier)) return undefined;
    const [pattern, endings] = ENDINGS.find(([end]) => end.test(specifier)) ?? [/$/, ['']];
    for (const ending of endings) {
      const file = this.#read(resolve(dirname(path), specifier.replace(pattern, ending)));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #read(path: string): SourceFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const text = findText(path);
    this.#dependencies.set(path, text === undefined ? null : digestText(text));
    const file = text === undefined ? undefined : this.#parse(path, text);
    if (file !== undefined) this.#paths.set(file, path);
    this.#files.set(path, file);
    return file;
  }
}
