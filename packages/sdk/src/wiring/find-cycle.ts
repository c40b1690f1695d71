/**
 * Cycle search. Data cannot form a cycle, since a result exists only after its task was called: every cycle has an edge
 * of order in it. Without recursion, so that a chain of thousands of tasks does not end in a stack overflow.
 */

/** The nodes right before each node, in a fixed order. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * One cycle as a closed path along the edges, `['a', 'b', 'a']`, from the node on that comes first in the graph; or
 * undefined. A node that nobody declared is taken for one without upstreams.
 */
export function findCycle(graph: Graph): readonly string[] | undefined {
  const left = removeAcyclic(graph);
  const [start] = left;
  return start === undefined ? undefined : walkUp(start, graph, left);
}

/** Takes away every node whose upstreams are all taken away: what is left lies on a cycle or after one. */
function removeAcyclic(graph: Graph): ReadonlySet<string> {
  const waitingFor = new Map([...graph].map(([id, ups]) => [id, ups.filter((up) => graph.has(up)).length]));
  const downstreams = invert(graph);
  const free = [...waitingFor].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waitingFor.delete(id);
    for (const down of downstreams.get(id) ?? []) {
      const count = (waitingFor.get(down) ?? 0) - 1;
      waitingFor.set(down, count);
      if (count === 0) free.push(down);
    }
  }
  return new Set(waitingFor.keys());
}

function invert(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const downstreams = new Map<string, string[]>([...graph.keys()].map((id) => [id, []]));
  for (const [id, ups] of graph) for (const up of ups) downstreams.get(up)?.push(id);
  return downstreams;
}

/** Every node that is left has an upstream that is left: going up from anywhere must meet itself. */
function walkUp(start: string, graph: Graph, left: ReadonlySet<string>): readonly string[] {
  const metAt = new Map<string, number>();
  let id = start;
  while (!metAt.has(id)) {
    metAt.set(id, metAt.size);
    id = graph.get(id)?.find((up) => left.has(up)) ?? id;
  }
  const cycle = [...metAt.keys()].slice(metAt.get(id)).reverse();
  const first = [...left].find((node) => cycle.includes(node)) ?? id;
  const turn = cycle.indexOf(first);
  return [...cycle.slice(turn), ...cycle.slice(0, turn), first];
}
