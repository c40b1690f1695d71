/** Shows measurements as a table, and keeps them as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measure.ts';

const RESULTS = fileURLToPath(new URL('../.cache/bench', import.meta.url));
const HEAD = ['what', 'beside', 'median', 'its median', 'result', 'budget'];

export function formatTable(measurements: readonly Measurement[]): string {
  const rows = [HEAD, ...measurements.map(formatRow)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => align(cell, column, widths[column] ?? 0)).join('  ')).join('\n');
}

/** Writes one file a call and gives its path. */
export function keep(measurements: readonly Measurement[], at: Date): string {
  mkdirSync(RESULTS, { recursive: true });
  const path = join(RESULTS, `${at.toISOString().replaceAll(':', '-')}.json`);
  const machine = { node: process.version, platform: process.platform, cores: cpus().length };
  writeFileSync(path, `${JSON.stringify({ at, ...machine, measurements }, undefined, 2)}\n`);
  return path;
}

function formatRow({ name, beside, by, unit, subjectMedian, baselineMedian, result, budget }: Measurement): string[] {
  const format = (value: number): string => (by === 'ratio' ? `${value.toFixed(2)} x` : `+${value.toFixed(1)} ${unit}`);
  const limit = budget === undefined ? '' : `<= ${format(budget)}`;
  const medians = [subjectMedian, baselineMedian].map((value) => `${value.toFixed(1)} ${unit}`);
  return [name, beside, ...medians, format(result), limit];
}

/** Texts to the left, numbers to the right. */
function align(cell: string, column: number, width: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}
