/** What the pipelines come to, whoever compiled them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plan } from '@taskloom/runtime';
import type { Report } from './workshop.js';

export const EXPECTED = {
  value: {
    total: 5,
    hello: 'greeting (1): ann!good and ann! and host (1): Eve and of 2026-11-24',
    days: ['20261124'],
  },
  attempts: [
    'list success 1',
    'split success 1',
    'clean success 1',
    'numbers.measure success 1',
    'host success 1',
    'greeting success 1',
  ],
  tasks: [
    'list: bash',
    'split: typescript < list',
    'clean: externalPython < split',
    'numbers.measure: externalPython < clean',
    'host: typescript',
    'greeting: typescript < clean numbers.measure host',
  ],
  errors: ['ZeroDivisionError: division by zero', 'RangeError: not today'],
  refused: 'REFERENCE_MISUSED',
};

/** The report without places, as `EXPECTED` has it. */
export function summarize({ value, attempts, plan, errors, refused }: Report): typeof EXPECTED {
  return {
    value: value as typeof EXPECTED.value,
    attempts: [...attempts],
    tasks: plan.tasks.map(showTask),
    errors: errors.map(({ type, message }) => `${type}: ${message}`),
    refused: refused.code,
  };
}

function showTask({ taskId, kind, upstream }: Plan['tasks'][number]): string {
  return `${taskId}: ${kind}${upstream.length === 0 ? '' : ` < ${upstream.join(' ')}`}`;
}

/** Of the task that fails in Python, the outermost frame first. */
export const PYTHON_PLACES = ['pipeline.ts: return ▸inner(${by})', 'pipeline.ts: return ▸1 / number'];
export const TYPESCRIPT_PLACES = ["pipeline.ts: throw ▸new RangeError('not today');"];
export const REFUSED_PLACE = 'pipeline.ts: load(`of ${▸loaded}`, loaded);';

export const TASK_PLACES: Readonly<Record<string, string>> = {
  list: "pipeline.ts: @task.▸bash({ env: { GUESTS: 'Ann, bob,Ann' }, appendEnv: true })",
  split: 'pipeline.ts: @▸task()',
  host: "pipeline.ts: @▸task({ doc: 'Greets.' })",
  greeting: "pipeline.ts: @▸task({ doc: 'Greets.' })",
  clean: "base.ts: @task.▸externalPython({ python: PYTHON, doc: 'Cleans names.' })",
  'numbers.measure': 'pipeline.ts: @task.▸externalPython({ python: PYTHON, returns: Measured })',
};

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** The name of the file, and the line with ▸ at the column. */
export function showPlace({ file, line, column = 1 }: Place): string {
  const text = readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  return `${basename(file)}: ${`${text.slice(0, column - 1)}▸${text.slice(column - 1)}`.trim()}`;
}

export function showFrames(report: Report, task: number): readonly string[] {
  return report.errors[task]?.frames.map(showPlace) ?? [];
}

export function showTasks({ plan }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.tasks.map(({ taskId, location }) => [taskId, showPlace(location)]));
}
