/** Cycle search without recursion: a chain of thousands of tasks must not end in a stack overflow. */

/**
 * One cycle as a closed path, `['a', 'b', 'a']` in the direction of the data, or undefined.
 *
 * @param upstreams the tasks right before each task
 */
export function findCycle(upstreams: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const waiting = new Map([...upstreams].map(([id, ups]) => [id, ups.length]));
  const downstreams = new Map<string, string[]>();
  for (const [id, ups] of upstreams) for (const up of ups) downstreams.set(up, [...(downstreams.get(up) ?? []), id]);
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id);
    for (const down of downstreams.get(id) ?? []) {
      const left = (waiting.get(down) ?? 0) - 1;
      waiting.set(down, left);
      if (left === 0) free.push(down);
    }
  }
  const [start] = waiting.keys();
  return start === undefined ? undefined : walkBack(start, upstreams, waiting);
}

/** What is left all lies on or below a cycle: going up from anywhere must come back to itself. */
function walkBack(start: string, upstreams: ReadonlyMap<string, readonly string[]>, left: ReadonlyMap<string, number>) {
  const path: string[] = [];
  const seenAt = new Map<string, number>();
  for (let id = start; ; id = upstreams.get(id)?.find((up) => left.has(up)) ?? id) {
    const before = seenAt.get(id);
    if (before !== undefined) return [...path.slice(before), id].reverse();
    seenAt.set(id, path.length);
    path.push(id);
  }
}
