/** A cycle of tasks in the author's terms: who waits for whom, and the lines that say so. */
import type { SourceLocation } from '../errors.js';
import { findCycle } from './find-cycle.js';
import type { Recorder } from './recorder.js';
import type { Upstreams } from './resolve-edges.js';

/** Longer paths are cut in the message; `details.cycle` has all of them. */
const SHOWN_TASKS = 8;

/** Reports CYCLE, at the last call of `chain` or `crossDownstream` that is part of it, where there is a cycle. */
export function reportCycle(upstreams: Upstreams, recorder: Recorder): void {
  const path = findCycle(new Map([...upstreams].map(([id, ups]) => [id, [...ups.keys()]])));
  if (path === undefined) return;
  const cycle = path.slice(1).map((taskId) => ({ taskId, calledAt: recorder.tasks.get(taskId)?.calledAt }));
  const orderedAt = path.slice(1).flatMap((id, index) => upstreams.get(id)?.get(path[index] ?? '') ?? []);
  const location = orderedAt.at(-1);
  const places = cycle
    .slice(0, SHOWN_TASKS)
    .map(({ taskId, calledAt }) => `${taskId} is called ${describePlace(calledAt)}`);
  recorder.report('CYCLE', `Tasks wait for each other: ${shorten(path).join(' → ')}. ${places.join(', ')}.`, {
    hint: 'Take one of these edges out.',
    details: { cycle: path, tasks: cycle, orderedAt },
    location,
  });
}

function shorten(path: readonly string[]): readonly string[] {
  if (path.length <= SHOWN_TASKS + 1) return path;
  const half = SHOWN_TASKS / 2;
  return [...path.slice(0, half), `… ${path.length - SHOWN_TASKS} more …`, ...path.slice(-half)];
}

function describePlace(location: SourceLocation | undefined): string {
  return location === undefined ? 'in flow' : `in line ${location.line}`;
}
