/** Events of a run in a short notation, a second apart: `greet running`, `greet | text`, `env ab building`. */
import type { RunEvent } from '../../../../packages/runtime/src/run-event.js';
import type { TaskFailure } from '../../../../packages/runtime/src/task-failure.js';

export const START = Date.parse('2026-01-31T06:00:00Z');

/** @param failures by the task that they are the reason for */
export function readEvents(lines: string, failures: Readonly<Record<string, TaskFailure>> = {}): RunEvent[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => readEvent(line.trim(), new Date(START + index * 1000), failures));
}

function readEvent(line: string, at: Date, failures: Readonly<Record<string, TaskFailure>>): RunEvent {
  const runId = '20260131T060000-abcd';
  const run = /^run (\S+)$/.exec(line);
  if (run !== null) return { kind: 'run', at, runId, dagId: 'sales', state: run[1] as 'running' };
  const environment = /^env (\S+) (\S+)(?: \((.*)\))?$/.exec(line);
  if (environment !== null) {
    const [, key = '', state, detail] = environment;
    return {
      kind: 'environment',
      at,
      runId,
      key,
      state: state as 'ready',
      ...(detail === undefined ? {} : { detail }),
    };
  }
  const [, taskId = '', index = '-1', attempt = '1'] = /^(\w+)(?:\[(\d+)\])?(?:#(\d+))?/.exec(line) ?? [];
  const base = {
    at,
    runId,
    taskId,
    mapIndex: Number(index),
    mapIndexes: index === '-1' ? [] : [Number(index)],
    attempt: Number(attempt),
  };
  const log = /^\S+ (\||warn\||error\||stderr\|) ?(.*)$/.exec(line);
  if (log !== null) {
    const [, mark = '', text = ''] = log;
    const level = mark === 'warn|' ? 'warn' : mark === 'error|' ? 'error' : 'info';
    const stream = mark === '|' ? 'stdout' : mark === 'stderr|' ? 'stderr' : 'log';
    return { kind: 'log', ...base, stream, level, line: text };
  }
  const state = line.split(' ').at(-1) as 'running';
  const error = state === ('failed' as string) || state === ('up_for_retry' as string) ? failures[taskId] : undefined;
  return { kind: 'task', ...base, state, ...(error === undefined ? {} : { error }) };
}
