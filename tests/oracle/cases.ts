/** The recorded graphs, and the classes that are written of them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Graph, readCases } from './graph.js';
import { type Language, writePipelines } from './write-pipeline.js';

const FAMILIES = [
  'rules',
  'rules-after',
  'order',
  'groups',
  'names',
  'retries',
  'values',
  'refusals',
  'branch',
  'short-circuit',
  'random',
  'mapping',
  'map-block',
  'rules-mapped',
  'setup',
  'fail-fast',
];
export const CASES = FAMILIES.flatMap(readCases);
const CACHE = join(import.meta.dirname, '../.cache/oracle');

export type DagClass = new () => { flow(...args: never[]): unknown };

/** @param name of the file that they are written to */
export async function loadClasses(
  graphs: readonly Graph[],
  language: Language,
  name: string = language,
): Promise<readonly DagClass[]> {
  mkdirSync(CACHE, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'oracle_bodies.py'), join(CACHE, 'oracle_bodies.py'));
  const path = join(CACHE, `${name}.ts`);
  writeFileSync(path, writePipelines(graphs, language));
  const module = await import(path);
  return graphs.map((_, index) => module[`Case${index}`]);
}

/** What such a graph comes to depends on which task ends first, and processes end as they like. */
export const BY_TIME = /"rule":"(?:one_\w+|always)"|"failFast":true/;
