/** Loads fixtures as an author's program would be: from a folder of their own, with the classes really decorated. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DagClass, type DagDefinition, describeDag } from '@taskloom/sdk/internal';
import type { SourceReader, TaskSource } from '../../../packages/runtime/src/ports.js';
import { createSourceReader } from '../../../packages/runtime/src/source/source-reader.js';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

/** A folder with a copy of the fixtures, which is removed with it. */
export class FixtureFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'taskloom-source-'));
  readonly cacheDir = join(this.path, 'cache');
  readonly reader = createSourceReader({ cacheDir: this.cacheDir });

  constructor() {
    cpSync(FIXTURES, this.path, { recursive: true });
  }

  /** @param change what is made of the text before it is loaded */
  async load(name: string, change: (text: string) => string = (text) => text): Promise<Record<string, DagClass>> {
    this.write(name, change(readFileSync(join(FIXTURES, name), 'utf8')));
    return import(/* @vite-ignore */ join(this.path, name));
  }

  write(name: string, text: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  read(dag: DagClass, method: string): Promise<TaskSource> {
    return readTask(this.reader, describeDag(dag), method);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function readTask(reader: SourceReader, definition: DagDefinition, name: string): Promise<TaskSource> {
  const method = definition.methods.get(name);
  if (method === undefined) throw new Error(`There is no method ${name}.`);
  return reader.readTask(method, definition);
}
