/**
 * From a method to its source: looks into the files that it may be in, and joins what the source says with what was
 * loaded. A file is read again when it has changed.
 */
import type { DagDefinition, MethodDefinition, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import type { SourceReader, TaskSource } from '../ports.js';
import { findSource, type Place } from './find-source.js';
import { locateMethod } from './method-source.js';
import { createPythonTask } from './python-program.js';
import { NAME_THE_FILE, type Selection } from './select-method.js';
import { SourceFiles } from './source-files.js';

/** @param options.cacheDir where extracted sources are kept; made when it is first written to */
export function createSourceReader({ cacheDir }: { readonly cacheDir: string }): SourceReader {
  const files = new SourceFiles(cacheDir);
  return {
    readTask: (method, definition) => readTask(files, method, listPlaces(method, definition)),
  };
}

/** The file that the author named goes first, for the class that it was named for. */
function listPlaces({ location, declaringClass }: MethodDefinition, definition: DagDefinition): readonly Place[] {
  const { sourceFile, dagClass } = definition;
  const own = declaringClass === dagClass.name ? [sourceFile, location?.file] : [location?.file, sourceFile];
  const files = new Set(own.filter((file) => file !== undefined));
  return [...files].map((file) => ({ file, position: location?.file === file ? location : undefined }));
}

async function readTask(files: SourceFiles, method: MethodDefinition, places: readonly Place[]): Promise<TaskSource> {
  const errors: TaskloomError[] = [];
  for (const place of places) {
    const selection = await findSource(files, method, place);
    if (selection.kind === 'found') return describeTask(selection);
    errors.push(selection.error);
  }
  throw errors.find(({ code }) => code !== 'SOURCE_NOT_FOUND') ?? errors[0] ?? describeNowhere(method);
}

function describeTask({ source, captured }: Extract<Selection, { kind: 'found' }>): TaskSource {
  const location = locateMethod(source);
  if (captured !== undefined) return { location, ...createPythonTask(source, captured) };
  const parameters = source.extracted.parameters.map(({ name, optional, rest }) => ({ name, optional, rest }));
  return { location, parameters };
}

function describeNowhere({ name, declaringClass }: MethodDefinition): TaskloomError {
  return runtimeError('SOURCE_NOT_FOUND', `The file in which "${name}" of ${declaringClass} is written is not known.`, {
    hint: NAME_THE_FILE,
    details: { method: name, declaringClass },
  });
}
