/** Small graphs for tests: "a>b b>c d" as planned tasks, in the order in which the names first appear. */
import type { PlannedTask } from '../../../packages/runtime/src/ports.js';

export function parseGraph(notation: string, options: { retries?: number; retryDelayMs?: number } = {}): PlannedTask[] {
  const upstreams = new Map<string, string[]>();
  for (const part of notation.split(' ')) {
    const names = part.split('>');
    for (const name of names) if (!upstreams.has(name)) upstreams.set(name, []);
    names.slice(1).forEach((name, index) => {
      upstreams.get(name)?.push(names[index] ?? '');
    });
  }
  return [...upstreams].map(([taskId, upstream]) => createTask(taskId, upstream, options));
}

function createTask(
  taskId: string,
  upstream: string[],
  options: { retries?: number; retryDelayMs?: number },
): PlannedTask {
  class Empty {
    flow(): void {}
  }
  const location = { file: '/pipeline.ts', line: 1, column: 1 };
  const merged = { retries: 0, retryDelayMs: 0, triggerRule: 'all_success' as const, ...options };
  const fn = (): void => undefined;
  return {
    spec: { taskId, method: taskId, kind: 'typescript', options: merged, args: [], upstream },
    method: { name: taskId, kind: 'typescript', fn, declaringClass: 'Empty', options: merged, conditions: [] },
    dagClass: Empty,
    location,
  };
}
