/**
 * Which setups further up a task depends on, beside those right before it: Airflow's rule (`get_upstreams_only_setups`).
 * A setup holds for everything between it and its teardowns; without a teardown, for everything below it.
 */

interface Linked {
  readonly task: {
    readonly spec: { readonly taskId: string; readonly upstream: readonly string[]; readonly phase?: Phase };
  };
  readonly downstream: readonly Linked[];
}
type Phase = { readonly kind: 'setup' | 'teardown' };

/** By task, the ids of the setups. */
export function listIndirectSetups(graph: ReadonlyMap<string, Linked>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [setupId, setup] of graph) {
    if (setup.task.spec.phase?.kind !== 'setup') continue;
    const teardowns = setup.downstream.filter((down) => isTeardown(down));
    const above = teardowns.length === 0 ? undefined : reach(teardowns, (node) => listUpstream(node, graph));
    const direct = new Set(setup.downstream);
    for (const node of reach([setup], ({ downstream }) => downstream)) {
      if (node === setup || direct.has(node) || isTeardown(node)) continue;
      if (above !== undefined && !above.has(node)) continue;
      const { taskId } = node.task.spec;
      found.set(taskId, [...(found.get(taskId) ?? []), setupId]);
    }
  }
  return found;
}

function isTeardown({ task }: Linked): boolean {
  return task.spec.phase?.kind === 'teardown';
}

function listUpstream({ task }: Linked, graph: ReadonlyMap<string, Linked>): readonly Linked[] {
  return task.spec.upstream.flatMap((id) => graph.get(id) ?? []);
}

/** The nodes and all that is reached from them. Without recursion: a chain may be thousands long. */
function reach(start: readonly Linked[], next: (node: Linked) => readonly Linked[]): ReadonlySet<Linked> {
  const reached = new Set(start);
  // The set grows while it is walked.
  for (const node of reached) for (const other of next(node)) reached.add(other);
  return reached;
}
