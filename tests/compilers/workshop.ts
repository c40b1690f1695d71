/** A folder with the sources of the pipelines, in which compilers do their work: `using workshop = new Workshop()`. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan, TaskFailure } from '@taskloom/runtime';
import type { SourceLocation } from '@taskloom/sdk';
import { PYTHON } from '../e2e/test-runtime.js';

export const TESTS = fileURLToPath(new URL('..', import.meta.url));
export const FIXTURES = join(TESTS, 'compilers/fixtures');

/** What fixtures/report.mjs gives. */
export interface Report {
  readonly plan: Plan;
  readonly value: unknown;
  /** `load success 1`: a task's id, its state, and how many attempts it took. */
  readonly attempts: readonly string[];
  readonly errors: readonly TaskFailure[];
  readonly refused: { readonly code: string; readonly message: string; readonly location: SourceLocation };
}

export class Workshop implements Disposable {
  /** Below tests/, so that modules find what the tests depend on. */
  readonly path: string;

  constructor() {
    mkdirSync(join(TESTS, '.cache'), { recursive: true });
    this.path = mkdtempSync(join(TESTS, '.cache/compilers-'));
    cpSync(join(FIXTURES, 'pipeline'), join(this.path, 'src'), { recursive: true });
  }

  join(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** For tsc, and for tsx, which looks for one itself. */
  writeTsconfig(settings: { readonly experimentalDecorators: boolean }): void {
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'esnext.decorators', 'esnext.disposable'],
      module: 'nodenext',
      strict: true,
      sourceMap: true,
      rootDir: 'src',
      outDir: 'dist',
      types: ['node'],
      ...settings,
    };
    writeFileSync(this.join('tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  }

  spawnNode(...args: readonly string[]): SpawnSyncReturns<string> {
    // Of this process, vitest's own variables are no business of theirs.
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PIPELINE_PYTHON: PYTHON };
    return spawnSync(process.execPath, args, { cwd: this.path, encoding: 'utf8', env });
  }

  /** @throws Error with the output where Node ends with another status than 0 */
  runNode(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.spawnNode(...args);
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs the pipelines of a module of the workshop. */
  report(module: string, ...nodeOptions: readonly string[]): Report {
    const main = join(FIXTURES, 'run-module.mjs');
    return JSON.parse(this.runNode(...nodeOptions, main, this.join(module), this.join('home')));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
