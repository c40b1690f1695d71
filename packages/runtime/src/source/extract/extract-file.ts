/** The way into ts-morph, which takes 300 ms to load: imported only when a source is not in the cache. */
import { extname } from 'node:path';
import { Project, type SourceFile } from 'ts-morph';
import type { ExtractedFile } from '../extracted-file.js';
import { LineTable } from '../line-table.js';
import { listMethodNodes } from './list-methods.js';
import { ModuleFiles } from './module-files.js';
import { readMethod } from './read-method.js';

/**
 * Reads every method of every class in a text, decorated or not: which of them are tasks is known at run time only.
 *
 * @param path what the text's relative imports are relative to; its extension tells the language
 */
export function extractFile(path: string, text: string): ExtractedFile {
  const parse = createParser();
  const modules = new ModuleFiles(path, parse);
  const sourceFile = modules.addRoot(text);
  const lines = new LineTable(text);
  const methods = listMethodNodes(sourceFile).map((node) => readMethod(node, { lines, modules }));
  return { methods, dependencies: modules.listDependencies() };
}

/** Syntax only: no type checker, no tsconfig, no file system. */
function createParser(): (path: string, text: string) => SourceFile {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  let count = 0;
  return (path, text) => {
    const known = /^\.[cm]?[jt]sx?$/.test(extname(path)) ? extname(path) : '.ts';
    count += 1;
    return project.createSourceFile(`/${count}${known}`, text);
  };
}
