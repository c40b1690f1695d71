/** Looks for a method in one file; in a compiled one, for what it was compiled from. */
import { isAbsolute } from 'node:path';
import type { MethodDefinition, TaskloomError } from '@taskloom/sdk/internal';
import { runtimeError } from '../errors.js';
import { type AuthorText, findOriginalText, type LoadedFile } from './author-text.js';
import type { TextPosition } from './line-table.js';
import { rankMethods, type WantedMethod } from './rank-methods.js';
import { NAME_THE_FILE, type Selection, selectMethod } from './select-method.js';
import type { SourceFiles } from './source-files.js';

/** A file in which the method may be, and where in it its decorator was called. */
export interface Place {
  readonly file: string;
  readonly position: TextPosition | undefined;
}

/** @throws TaskloomError as `selectMethod` */
export async function findSource(files: SourceFiles, method: MethodDefinition, place: Place): Promise<Selection> {
  let versions: readonly LoadedFile[];
  try {
    versions = files.load(place.file);
  } catch (cause) {
    return { kind: 'failed', error: describeUnreadable(method, place.file, cause) };
  }
  let failed: Selection | undefined;
  for (const file of versions) {
    const selection = await findInFile(files, method, { file, position: place.position });
    if (selection.kind === 'found') return selection;
    failed ??= selection;
  }
  return failed ?? { kind: 'failed', error: describeUnreadable(method, place.file, undefined) };
}

async function findInFile(
  files: SourceFiles,
  method: MethodDefinition,
  { file, position }: { readonly file: LoadedFile; readonly position: TextPosition | undefined },
): Promise<Selection> {
  const isCompiled = file.map !== undefined;
  const search = (text: AuthorText, at: TextPosition | undefined) =>
    select(files, method, text, { position: at, mayBeRenamed: isCompiled });
  if (!isCompiled) return search(file.text, position);

  const original = position === undefined ? undefined : findOriginalText(file, position);
  const selection = original === undefined ? undefined : await search(original.text, original.position);
  if (selection?.kind === 'found') return selection;
  // The decorator was called somewhere else, which a bundle may hold too: the compiled method leads to the original.
  const compiled = await search(file.text, original === undefined ? position : undefined);
  if (compiled.kind !== 'found') return selection ?? compiled;
  const traced = findOriginalText(file, compiled.source.extracted.at);
  return traced === undefined ? compiled : search(traced.text, traced.position);
}

async function select(
  files: SourceFiles,
  method: MethodDefinition,
  text: AuthorText,
  known: Pick<WantedMethod, 'position' | 'mayBeRenamed'>,
): Promise<Selection> {
  const wanted = { name: method.name, className: method.declaringClass, ...known };
  return selectMethod(method, text, rankMethods(await files.extract(text), wanted));
}

function describeUnreadable({ name, declaringClass }: MethodDefinition, file: string, cause: unknown): TaskloomError {
  const why = isAbsolute(file) ? 'cannot be read' : 'is no file on this machine';
  return runtimeError('SOURCE_NOT_FOUND', `${file}, in which "${name}" of ${declaringClass} is written, ${why}.`, {
    hint: NAME_THE_FILE,
    details: { method: name, declaringClass, file },
    cause,
  });
}
