/** Reads the table in ARCHITECTURE.md that says which folder may import which. */
import { readLines } from './repository-files.ts';

const HEADING = '## Direction of imports';
const ROW = /^\| ((?:[a-z]+:[a-z-]+(?:, )?)+)\s*\|(.*)\|$/;

/** What each unit may import beside itself. `sdk:*` stands for every unit of the package. */
export function readImportTable(): Map<string, readonly string[]> {
  const lines = readLines('ARCHITECTURE.md');
  const start = lines.indexOf(HEADING);
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  return new Map(lines.slice(start, end).flatMap(readRow));
}

function readRow(line: string): [string, string[]][] {
  const [, units = '', cell = ''] = ROW.exec(line) ?? [];
  const allowed = cell.split(/\s+/).filter((name) => name !== '');
  return units
    .split(', ')
    .filter((unit) => unit !== '')
    .map((unit) => [unit, allowed]);
}

export function mayImport(table: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const [packageName = ''] = to.split(':');
  const allowed = table.get(from) ?? [];
  return from === to || allowed.includes(to) || (to.includes(':') && allowed.includes(`${packageName}:*`));
}
