/** Runs Python bodies as they come from a source reader, many in one interpreter. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TaskSource } from '../../../packages/runtime/src/ports.js';

export interface Body {
  readonly source: TaskSource;
  /** As JSON; what is left out at the end is the parameter's default. */
  readonly args: readonly unknown[];
}

export type Outcome =
  | { readonly value: unknown }
  | {
      readonly type: string;
      readonly message: string;
      readonly line: number;
      /** From Python 3.11 on. Of the compiled text, before shifts. */
      readonly column?: number;
      readonly endColumn?: number;
    };

const SCRIPT = fileURLToPath(new URL('run_bodies.py', import.meta.url));

/** @returns one outcome a body, and whether the interpreter knows columns */
export function runBodies(bodies: readonly Body[]): {
  readonly outcomes: readonly Outcome[];
  readonly hasColumns: boolean;
} {
  const input = JSON.stringify(bodies.map(describe));
  const env = { ...process.env, PYTHONIOENCODING: 'utf-8' };
  const output = execFileSync(process.env['PYTHON'] ?? 'python3', [SCRIPT], { input, env, encoding: 'utf8' });
  const { version, outcomes } = JSON.parse(output);
  return { outcomes, hasColumns: version[0] > 3 || (version[0] === 3 && version[1] >= 11) };
}

function describe({ source, args }: Body) {
  const { program, parameters } = source;
  if (program?.kind !== 'body') throw new Error('The task has no Python body.');
  const { file, functionName, text, firstLine } = program.source;
  const defaults = parameters.slice(args.length).flatMap(({ defaultValue }) => toPlain(defaultValue));
  return {
    file,
    functionName,
    text,
    firstLine,
    parameters: program.source.parameters.map(({ pythonName, rest }) => (rest ? `*${pythonName}` : pythonName)),
    args: [...args, ...defaults],
    captures: Object.fromEntries(Object.entries(program.captures).map(([name, value]) => [name, JSON.parse(value)])),
  };
}

/** Wire text of what JSON can hold too, and of large integers. */
function toPlain(value: string | undefined): unknown[] {
  if (value === undefined) return [];
  return [JSON.parse(value, (_key, item) => (item?.$ === 'int' ? Number(item.v) : item))];
}
