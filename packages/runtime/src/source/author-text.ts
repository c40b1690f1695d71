/**
 * Where an author's text is. What was compiled is read as its source map's original, which still has the types and the
 * layout; where the original is gone, as itself, with positions that the map leads back.
 */
import type { SourceLocation } from '@taskloom/sdk/internal';
import { LineTable, type TextPosition } from './line-table.js';
import { findSourceMap, type MapReader } from './source-map.js';
import { findText, readText } from './text-file.js';

/** A text to extract from. */
export interface AuthorText {
  /** Absolute. What the text's relative imports are relative to; its extension tells the language. */
  readonly path: string;
  readonly text: string;
  /** The author's place for a position of `text`. */
  locate(position: TextPosition): SourceLocation;
}

/** A file as Node loaded it. */
export interface LoadedFile {
  readonly text: AuthorText;
  readonly map: MapReader | undefined;
}

/** @throws the file system's error */
export function loadFile(path: string): LoadedFile {
  const text = readText(path);
  const map = findSourceMap(path, text);
  const plain = createText(path, text);
  return {
    map,
    text: map === undefined ? plain : { ...plain, locate: (position) => locateByMap(position, map, plain) },
  };
}

/** The text that was compiled into what is at the position, and the position there. Undefined where it is not known. */
export function findOriginalText(
  { map }: LoadedFile,
  position: TextPosition,
): { readonly text: AuthorText; readonly position: TextPosition } | undefined {
  const original = map?.findOriginal(position);
  if (original === undefined) return undefined;
  const text = original.text ?? findText(original.file);
  if (text === undefined) return undefined;
  return { text: createText(original.file, text), position: { line: original.line, column: original.column } };
}

function createText(path: string, text: string): AuthorText {
  const lines = new LineTable(text);
  return {
    path,
    text,
    locate: ({ line, column }) => ({ file: path, line, column, source: lines.getLine(line) }),
  };
}

function locateByMap(position: TextPosition, map: MapReader, plain: AuthorText): SourceLocation {
  const original = map.findOriginal(position);
  if (original === undefined) return plain.locate(position);
  return { file: original.file, line: original.line, column: original.column };
}
