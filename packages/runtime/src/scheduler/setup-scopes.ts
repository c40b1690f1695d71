/**
 * What a setup holds for: everything between it and its teardowns; without a teardown, everything below it. Airflow's rule
 * (`get_upstreams_only_setups`).
 */

interface Linked<N> {
  readonly task: {
    readonly spec: { readonly taskId: string; readonly upstream: readonly string[]; readonly phase?: Phase };
  };
  readonly downstream: readonly N[];
}
type Phase = { readonly kind: 'setup' | 'teardown' };

export interface SetupScope<N> {
  readonly setup: N;
  /** Those right after it. */
  readonly teardowns: readonly N[];
  /** The tasks that need it, no teardowns. */
  readonly inside: ReadonlySet<N>;
}

/** In the order of the graph. */
export function listSetupScopes<N extends Linked<N>>(graph: ReadonlyMap<string, N>): readonly SetupScope<N>[] {
  const setups = [...graph.values()].filter(({ task }) => task.spec.phase?.kind === 'setup');
  return setups.map((setup) => {
    const teardowns = setup.downstream.filter(isTeardown);
    const above = teardowns.length === 0 ? undefined : reach(teardowns, (node) => listUpstream(node, graph));
    const below = [...reach([setup], ({ downstream }) => downstream)];
    const needs = (node: N): boolean => node !== setup && !isTeardown(node) && (above === undefined || above.has(node));
    return { setup, teardowns, inside: new Set(below.filter(needs)) };
  });
}

/** By task, the ids of the setups further up that it depends on, beside those right before it. */
export function listIndirectSetups<N extends Linked<N>>(
  graph: ReadonlyMap<string, N>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { setup, inside } of listSetupScopes(graph)) {
    const direct = new Set(setup.downstream);
    for (const node of inside) {
      if (direct.has(node)) continue;
      const { taskId } = node.task.spec;
      found.set(taskId, [...(found.get(taskId) ?? []), setup.task.spec.taskId]);
    }
  }
  return found;
}

function isTeardown<N>({ task }: Linked<N>): boolean {
  return task.spec.phase?.kind === 'teardown';
}

function listUpstream<N>({ task }: Linked<N>, graph: ReadonlyMap<string, N>): readonly N[] {
  return task.spec.upstream.flatMap((id) => graph.get(id) ?? []);
}

/** The nodes and all that is reached from them. Without recursion: a chain may be thousands long. */
function reach<N>(start: readonly N[], next: (node: N) => readonly N[]): ReadonlySet<N> {
  const reached = new Set(start);
  // The set grows while it is walked.
  for (const node of reached) for (const other of next(node)) reached.add(other);
  return reached;
}
