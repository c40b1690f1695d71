/** What every reader of a part of a file needs to know of the file. */
import type { Node } from 'ts-morph';
import type { LineTable, TextPosition } from '../line-table.js';
import type { ModuleFiles } from './module-files.js';

export interface FileContext {
  readonly lines: LineTable;
  readonly modules: ModuleFiles;
}

export function startOf(node: Node, { lines }: Pick<FileContext, 'lines'>): TextPosition {
  return lines.toPosition(node.getStart());
}
