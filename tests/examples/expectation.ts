/** What an example's expected.json says, and how what happened is compared with it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isAsShown } from '../docs/expected-lines.ts';
import type { ShellEnd } from './run-shell.ts';

const Expectation = z.strictObject({
  /** Run in the example's folder. */
  command: z.string().default('taskloom run pipeline.ts --json'),
  exitCode: z.int().default(0),
  /** The last state of every task, of a mapped one by instance (`load[0][1]`); of a command that prints NDJSON. */
  tasks: z.record(z.string(), z.string()).optional(),
  /** What the run gives; of a command that prints NDJSON. Texts may hold `…`, and "…" alone stands for any value. */
  value: z.unknown().optional(),
  /** The lines of stdout, in which `…` stands for what differs. */
  output: z.array(z.string()).optional(),
});
export type Expectation = z.infer<typeof Expectation>;

/** @throws when the file is missing, is no JSON or has a member that means nothing */
export function readExpectation(path: string): Expectation {
  return Expectation.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** What happened, with whatever is as expected replaced by the expectation: equal to it when all is. */
export function summarize({ exitCode, stdout }: ShellEnd, expected: Expectation): Omit<Expectation, 'command'> {
  const summary: Omit<Expectation, 'command'> = { exitCode: exitCode ?? -1 };
  if (expected.output !== undefined) {
    summary.output = isAsShown(expected.output, stdout) ? expected.output : stdout.trimEnd().split('\n');
  }
  if (expected.tasks === undefined && expected.value === undefined) return summary;
  const records = stdout.split('\n').filter(Boolean).map(readRecord);
  if (expected.tasks !== undefined) summary.tasks = collectStates(records);
  if (expected.value !== undefined) {
    const value = records.find(({ kind }) => kind === 'result')?.value;
    summary.value = isLike(expected.value, value) ? expected.value : value;
  }
  return summary;
}

/** The part of a line of `--json` that is read here. */
const RunRecord = z.looseObject({
  kind: z.string(),
  taskId: z.string().optional(),
  mapIndexes: z.array(z.int()).optional(),
  state: z.string().optional(),
  value: z.unknown().optional(),
});
type RunRecord = z.infer<typeof RunRecord>;

function readRecord(line: string): RunRecord {
  return RunRecord.parse(JSON.parse(line));
}

function collectStates(records: readonly RunRecord[]): Record<string, string> {
  return Object.fromEntries(
    records.flatMap(({ kind, taskId, mapIndexes, state }) =>
      kind === 'task' && taskId !== undefined && state !== undefined ? [[nameInstance(taskId, mapIndexes), state]] : [],
    ),
  );
}

function nameInstance(taskId: string, mapIndexes: readonly number[] = []): string {
  return [taskId, ...mapIndexes.map((index) => `[${index}]`)].join('');
}

function isLike(expected: unknown, actual: unknown): boolean {
  if (expected === '…') return actual !== undefined;
  if (typeof expected === 'string') return typeof actual === 'string' && isAsShown(expected.split('\n'), actual);
  if (typeof expected !== 'object' || expected === null) return expected === actual;
  if (typeof actual !== 'object' || actual === null || Array.isArray(expected) !== Array.isArray(actual)) return false;
  const [wanted, found] = [Object.entries(expected), new Map(Object.entries(actual))];
  return (
    wanted.length === found.size && wanted.every(([key, value]) => found.has(key) && isLike(value, found.get(key)))
  );
}
